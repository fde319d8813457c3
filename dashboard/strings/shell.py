"""The shell, links, and what is shown where there is nothing to show."""

from dashboard.strings.words import Words

WORDS = {
    # Shell
    "app.title": Words("유사 문항 검토", "Similar-question review"),
    "app.language": Words("언어", "Language"),
    "app.demo": Words(
        "연습용 데이터입니다. Qwen 결과가 아닙니다.", "Practice data. These are not Qwen results."
    ),
    "app.stale": Words(
        "새로 가져온 자료를 열 수 없어 이전 자료를 보여 줍니다. {reason}",
        "The new import can't be opened, so the one before is shown. {reason}",
    ),
    "app.damaged": Words(
        "작업 공간의 파일이 없어졌거나 손상되어, 그 전에 열어 둔 자료를 보여 줍니다. {reason}",
        "Files of the workspace are gone or damaged; what was opened before is shown. {reason}",
    ),
    "app.bug": Words(
        "예상하지 못한 오류가 났습니다. 새로고침해도 같으면 서버 로그와 함께 알려 주세요.",
        "Something unexpected went wrong. If reloading doesn't help, report it with the log.",
    ),
    "app.broken": Words("작업 공간을 열 수 없습니다.", "The workspace can't be opened."),
    "page.browse": Words("유사 문항 보기", "Browse"),
    "page.compare": Words("모델 비교", "Compare"),
    "page.annotate": Words("판정하기", "Annotate"),
    "page.tasks": Words("작업", "Tasks"),
    "page.report": Words("보고서", "Report"),
    # Links
    "link.copy": Words("링크 복사", "Copy link"),
    "link.copied": Words("복사함", "Copied"),
    "link.failed": Words("복사할 수 없음", "Can't copy"),
    # Empty states: one sentence on what happened, one on what to do next
    "empty.variants": Words(
        "모델이 없어 이웃을 구할 수 없습니다. 이름과 파일을 바꿔 넣고 실행하세요. {command}",
        "There is no model yet, so no neighbours. Put in your name and file, and run: {command}",
    ),
    "empty.gts": Words(
        "정답 목록이 없어 평가하거나 판정할 수 없습니다. 이름과 파일을 바꿔 넣고 실행하세요. "
        "{command}",
        "There is no ground truth yet, so nothing can be measured or judged. "
        "Put in your name and file, and run: {command}",
    ),
    "empty.variants_and_gts": Words(
        "모델도 정답 목록도 없어 평가하거나 판정할 수 없습니다. "
        "이름과 파일을 바꿔 넣고 실행하세요. {command}",
        "There is neither a model nor a ground truth yet, so nothing can be measured or judged. "
        "Put in your names and files, and run: {command}",
    ),
    "empty.query": Words(
        "‘{id}’라는 문항이 없습니다. 위에서 ID나 본문으로 찾아보세요.",
        "No question has the id “{id}”. Find one above by its id or its words.",
    ),
    "empty.query.instead": Words("{id} 보기", "Show {id}"),
    "empty.vector": Words(
        "{variant}에는 이 문항의 벡터가 없습니다. 다른 모델을 고르세요.",
        "{variant} has no vector for this question. Choose another model.",
    ),
    "empty.vector.anywhere": Words(
        "어느 모델에도 이 문항의 벡터가 없습니다. 임베딩을 만들어 모델을 다시 가져오세요.",
        "No model has a vector for this question. Embed it and import a model again.",
    ),
    "empty.vector.instead": Words("{variant}로 보기", "Show it with {variant}"),
    "empty.neighbours": Words(
        "이 조건에 맞는 이웃 후보가 없습니다. 조건을 지우거나 후보를 전체로 바꾸세요.",
        "No candidate is left under these filters. Clear them, or choose all candidates.",
    ),
    "empty.alone": Words(
        "기준 문항 말고는 후보가 없습니다. 후보를 전체로 바꾸거나 문항을 더 가져오세요.",
        "There is no candidate besides the query. Choose all candidates, or import more questions.",
    ),
    "empty.unranked": Words(
        "후보 {size:,}개에 이 모델의 벡터가 없어 순위를 매길 수 없습니다. 다른 모델을 고르세요.",
        "None of the {size:,} {size:candidate|candidates} has a vector in this model. "
        "Choose another model.",
    ),
}
