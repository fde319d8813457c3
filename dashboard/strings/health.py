"""Health: findings, and what was imported."""

from dashboard.strings.words import Words

WORDS = {
    # Health: findings. A kind's sentence, what to do, and the line of each finding
    "health.computing": Words("데이터를 살펴보는 중…", "Looking through the data…"),
    "health.counts": Words(
        "문항 {items:,} · 그림 {pictures:,} · 모델 {variants:,} · 정답 목록 {gts:,}",
        "{items:,} {items:question|questions} · {pictures:,} {pictures:picture|pictures} · "
        "{variants:,} {variants:model|models} · {gts:,} {gts:ground truth|ground truths}",
    ),
    "health.mend": Words("고칠 것", "To mend"),
    "health.know": Words("알아 둘 것", "Good to know"),
    "health.mend.count": Words("고칠 것 {n}", "{n} to mend"),
    "health.know.count": Words("알아 둘 것 {n}", "{n} to know"),
    "health.nothing": Words(
        "빠지거나 이상한 것을 찾지 못했습니다.", "Nothing is missing and nothing looks odd."
    ),
    "health.nothing_to_mend": Words("고칠 것은 없습니다.", "There is nothing to mend."),
    "health.more": Words("외 {n:,}", "and {n:,} more"),
    "health.more.groups": Words("외 {n:,}묶음", "and {n:,} more {n:group|groups}"),
    "health.all": Words("모두 보기", "Show all"),
    "health.all.title": Words("해당 문항 모두", "All questions concerned"),
    "health.all.count": Words(
        "{n:,}문항 · ID를 누르면 유사 문항 보기로 갑니다",
        "{n:,} {n:question|questions} · an id opens Browse",
    ),
    "health.all.download": Words("ID CSV", "Ids (CSV)"),
    "health.line.items": Words(
        "{count:,} / {of:,}문항", "{count:,} of {of:,} {of:question|questions}"
    ),
    "health.line.rows": Words("{count:,} / {of:,}행", "{count:,} of {of:,} {of:row|rows}"),
    "health.line.groups": Words(
        "{count:,}묶음 {of:,}문항",
        "{count:,} {count:group|groups} of {of:,} {of:question|questions}",
    ),
    "health.line.contradiction": Words(
        "{field}: 설명 파일 {claimed}, 실제 {found}", "{field}: manifest {claimed}, found {found}"
    ),
    "health.kind.picture_missing": Words(
        "그림 파일이 없는 문항이 있습니다.", "Picture files are missing."
    ),
    "health.todo.picture_missing": Words(
        "파일을 그림 폴더에 넣고 문항을 다시 가져오세요.",
        "Put the files into the picture folder and import the questions again.",
    ),
    "health.kind.picture_unreadable": Words(
        "읽을 수 없는 그림이 있습니다.", "Pictures can't be read."
    ),
    "health.todo.picture_unreadable": Words(
        "PNG나 JPEG로 다시 저장하고 문항을 다시 가져오세요.",
        "Save them again as PNG or JPEG and import the questions again.",
    ),
    "health.kind.picture_unchecked": Words(
        "아직 열어 보지 않은 그림이 있습니다.", "Pictures have not been opened yet."
    ),
    "health.todo.picture_unchecked": Words(
        "그림이 많아 파일이 있는지만 보았습니다. 위의 단추나 yusa check로 모두 검사할 수 있습니다.",
        "There are many, so the import only looked whether the files are there. The button above, "
        "or yusa check, checks them all.",
    ),
    "health.check": Words(
        "그림 {n:,}개는 있는지만 확인했습니다.",
        "Of {n:,} {n:picture|pictures} it is only known that the file is there.",
    ),
    "health.check.start": Words("모두 검사", "Check all"),
    "health.check.running": Words(
        "그림 검사 중 {done:,} / {n:,}", "Checking pictures {done:,} of {n:,}"
    ),
    "health.kind.picture_oversized": Words(
        "너무 큰 그림이 있습니다(5천만 화소 초과).", "Pictures are too large (over 50 megapixels)."
    ),
    "health.todo.picture_oversized": Words(
        "줄여서 저장하고 문항을 다시 가져오세요.",
        "Make them smaller and import the questions again.",
    ),
    "health.kind.empty_item": Words(
        "본문도 그림도 없는 문항이 있습니다.", "Questions have neither text nor picture."
    ),
    "health.todo.empty_item": Words(
        "문항 파일에서 본문을 채우거나 문항을 빼세요.",
        "Fill in their text in the item file, or leave them out.",
    ),
    "health.kind.empty_text": Words(
        "그림만 있고 본문이 비어 있는 문항이 있습니다.", "Questions have a picture but no text."
    ),
    "health.todo.empty_text": Words(
        "본문이 그림 안에 있다면 그대로 두어도 됩니다. 텍스트 모델은 이 문항을 구별하지 못합니다.",
        "Fine if the text is inside the picture; text models can't tell these apart.",
    ),
    "health.kind.same_content": Words(
        "본문과 그림이 모두 같은 문항이 있습니다.", "Questions are the same in text and pictures."
    ),
    "health.todo.same_content": Words(
        "같은 문항이 두 번 들어갔다면 하나를 빼세요. 두면 서로의 1위 이웃이 됩니다.",
        "If they came in twice, leave one out; otherwise they rank first for each other.",
    ),
    "health.kind.same_text": Words(
        "본문이 같은 문항이 있습니다(그림은 다를 수 있음).",
        "Questions have the same text (their pictures may differ).",
    ),
    "health.todo.same_text": Words(
        "그림으로만 구별되는 문항인지 보세요. 텍스트 모델은 이 문항을 구별하지 못합니다.",
        "See whether only the picture tells them apart; text models can't.",
    ),
    "health.kind.same_picture": Words(
        "같은 그림을 쓰는 문항이 있습니다.", "Questions share a picture, byte for byte."
    ),
    "health.todo.same_picture": Words(
        "한 자료를 나누어 쓰는 문항이면 그대로 두고, 그림이 잘못 들어갔다면 바로잡으세요.",
        "Fine where questions share material; correct the file where a picture is wrong.",
    ),
    "health.kind.no_vector_anywhere": Words(
        "어느 모델에도 벡터가 없는 문항이 있습니다.", "Questions have no vector in any model."
    ),
    "health.todo.no_vector_anywhere": Words(
        "이웃으로 나올 수 없습니다. 임베딩을 만들어 모델을 다시 가져오세요.",
        "They can never be found. Embed them and import the model again.",
    ),
    "health.kind.no_vector": Words(
        "벡터가 없는 문항이 있습니다.", "A model has no vector for some questions."
    ),
    "health.todo.no_vector": Words(
        "그 모델에서는 순위에 나오지 않습니다. 일부러 뺀 것이 아니면 임베딩을 다시 만드세요.",
        "It never ranks them. Embed them, unless they were left out on purpose.",
    ),
    "health.kind.gt_no_vector": Words(
        "벡터가 없어 0점으로 세는 기준 문항이 있습니다.",
        "Queries count as zero, for want of a vector.",
    ),
    "health.todo.gt_no_vector": Words(
        "모델의 점수가 그만큼 낮아집니다. 임베딩을 만들어 다시 가져오세요.",
        "They lower the model's figures. Embed them and import the model again.",
    ),
    "health.kind.gt_no_queries": Words(
        "평가할 수 있는 기준 문항이 없습니다.", "There is no query to measure by."
    ),
    "health.todo.gt_no_queries": Words(
        "정답 목록에 후보 안의 유사 문항이 하나도 없습니다. 파일을 확인하세요.",
        "The ground truth names nothing relevant among the candidates. Check its file.",
    ),
    "health.kind.gt_left_out": Words(
        "평가에서 빠지는 기준 문항이 있습니다.", "Queries are left out of the figures."
    ),
    "health.todo.gt_left_out": Words(
        "맞힐 유사 문항이 없습니다. 정답 목록을 채우면 평가에 들어갑니다.",
        "There is nothing relevant to find. They count once the ground truth names something.",
    ),
    "health.kind.gt_no_entry": Words(
        "정답이 달리지 않은 시험 문항이 있습니다.", "Some test items are no queries."
    ),
    "health.todo.gt_no_entry": Words(
        "후보로만 쓰입니다. 기준 문항으로도 쓰려면 정답 목록에 넣으세요.",
        "They are candidates only. Give them entries in the ground truth to ask them, too.",
    ),
    "health.kind.manifest_absent": Words(
        "설명 파일(manifest)이 없는 모델이 있습니다.", "Models came without a manifest."
    ),
    "health.todo.manifest_absent": Words(
        "어떤 모델과 설정으로 만든 벡터인지 알 수 없습니다. "
        "yusa import의 --manifest 로 함께 가져오세요.",
        "Nobody can tell how their vectors were made. Give it with --manifest at import.",
    ),
    "health.kind.manifest_incomplete": Words(
        "설명 파일(manifest)에 빠진 항목이 있습니다.", "A manifest lacks fields."
    ),
    "health.todo.manifest_incomplete": Words(
        "빠진 항목을 적어 모델을 다시 가져오세요.", "Fill them in and import the model again."
    ),
    "health.kind.manifest_contradiction": Words(
        "설명 파일(manifest)이 벡터와 맞지 않습니다.", "A manifest contradicts the vectors."
    ),
    "health.todo.manifest_contradiction": Words(
        "다른 모델의 설명 파일인지 확인하세요.", "Check whether it belongs to another model."
    ),
    "health.kind.manifests_differ": Words(
        "모델들의 만든 방법이 서로 다릅니다.", "The models were made in different ways."
    ),
    "health.todo.manifests_differ": Words(
        "비교하면 이 항목들의 차이가 함께 섞입니다.",
        "A comparison mixes the effects of all these fields.",
    ),
    "health.kind.norms_off": Words(
        "길이가 1이 아닌 벡터가 있습니다.", "Vectors are not of length 1."
    ),
    "health.todo.norms_off": Words(
        "저장된 파일이 바뀌었을 수 있습니다. 모델을 다시 가져오세요.",
        "The stored file may have been changed. Import the model again.",
    ),
    "health.kind.norms_mixed": Words(
        "일부 벡터만 가져올 때 길이를 1로 맞추었습니다.",
        "Only some vectors were scaled to length 1 at import.",
    ),
    "health.todo.norms_mixed": Words(
        "서로 다른 설정으로 만든 벡터가 섞였는지 확인하세요.",
        "Check whether vectors of different settings were mixed.",
    ),
    "health.kind.same_variant": Words(
        "이름은 다르지만 벡터가 모두 같은 모델이 있습니다.",
        "Models of different names hold the same vectors.",
    ),
    "health.todo.same_variant": Words(
        "같은 파일을 두 번 가져왔는지 확인하세요.", "Check whether one file was imported twice."
    ),
    "health.kind.unknown_rows": Words(
        "문항에 없는 ID의 벡터를 버렸습니다.", "Vectors of unknown ids were not stored."
    ),
    "health.todo.unknown_rows": Words(
        "문항 파일과 벡터 파일의 ID가 같은 판인지 확인하세요.",
        "Check that item file and vector file are of the same edition.",
    ),
    "health.kind.same_vector": Words(
        "벡터가 완전히 같은 문항이 있습니다.", "Questions have exactly the same vector."
    ),
    "health.todo.same_vector": Words(
        "이 모델은 이 문항들을 구별하지 못하고 ID 순서로 놓습니다.",
        "This model can't tell them apart and ranks them by id.",
    ),
    "health.kind.picture_vector": Words(
        "이미지 모델이 그림 없는 문항의 벡터를 갖고 있습니다.",
        "An image model has vectors of questions without a picture.",
    ),
    "health.todo.picture_vector": Words(
        "무엇으로 만든 벡터인지 설명 파일에서 확인하세요.",
        "See in its manifest what they were made from.",
    ),
    "health.kind.coverage": Words(
        "모델마다 벡터가 있는 문항이 다릅니다.", "The models cover different questions."
    ),
    "health.todo.coverage": Words(
        "모든 모델에 벡터가 있는 문항 수입니다. 나머지는 일부 모델만 찾을 수 있습니다.",
        "This many have a vector in every model; the rest only some models can find.",
    ),
    # Health: what was imported
    "health.imported": Words("가져온 것", "What was imported"),
    "health.hash": Words("해시 {hash}", "hash {hash}"),
    "health.items": Words("문항", "Questions"),
    "health.items.count": Words("전체 {n:,}", "{n:,} in all"),
    "health.items.pictured": Words(
        "그림 있는 문항 {n:,} / {of:,}", "with a picture {n:,} of {of:,}"
    ),
    "health.items.pictures": Words("그림 {n:,}", "pictures {n:,}"),
    "health.items.missing": Words("파일 없는 그림 {n:,}", "files missing {n:,}"),
    "health.items.unreadable": Words("읽을 수 없는 그림 {n:,}", "unreadable {n:,}"),
    "health.items.oversized": Words("너무 큰 그림 {n:,}", "too large {n:,}"),
    "health.items.unchecked": Words("열어 보지 않은 그림 {n:,}", "never opened {n:,}"),
    "health.items.empty": Words("본문이 빈 문항 {n:,}", "without text {n:,}"),
    "health.items.same": Words("사본이 있는 문항 {n:,}", "with an exact copy {n:,}"),
    "health.items.pictureless": Words("그림 없는 문항 {n:,}", "Without a picture {n:,}"),
    "health.variants": Words("모델", "Models"),
    "health.variants.shared": Words(
        "모든 모델에 벡터가 있는 문항 {n:,}",
        "{n:,} {n:question has|questions have} a vector in every model",
    ),
    "health.field": Words("{words}({field})", "{words} ({field})"),
    "health.value.true": Words("예", "yes"),
    "health.value.false": Words("아니오", "no"),
    "health.unsaid": Words("없음", "not given"),
    "health.row.vectors": Words("벡터가 있는 문항", "With a vector"),
    "health.row.lacking": Words("벡터가 없는 문항", "Without a vector"),
    "health.row.unknown": Words("버린 행(모르는 ID)", "Rows of unknown ids"),
    "health.row.dim": Words("차원", "Dimensions"),
    "health.row.rows": Words("행 수", "Rows"),
    "health.row.normalised": Words("길이를 1로 맞춤", "Scaled to length 1"),
    "health.row.model": Words("모델 이름", "Model"),
    "health.row.revision": Words("판", "Revision"),
    "health.row.mode": Words("입력", "Mode"),
    "health.row.pooling": Words("풀링", "Pooling"),
    "health.row.norms": Words("길이 최소 / 중앙 / 최대", "Norm least / median / largest"),
    "health.row.scaled": Words("길이를 1로 맞춘 행", "Scaled to length 1"),
    "health.row.identical": Words("벡터가 같은 문항", "With equal vectors"),
    "health.row.file": Words("파일", "File"),
    "health.row.file_hash": Words("파일 SHA-256", "File's SHA-256"),
    "health.row.hash": Words("벡터 해시", "Hash of the vectors"),
    "health.gt": Words("정답 목록 {gt}", "Ground truth {gt}"),
    "health.gt.threshold": Words("등급 {n}부터 유사 문항", "relevant from grade {n}"),
    "health.gt.judged": Words("시험 문항 **{n:,}**", "**{n:,}** {n:test item|test items}"),
    "health.gt.corpus": Words("후보 전체 **{n:,}**", "**{n:,}** {n:candidate|candidates} (all)"),
    "health.gt.asked": Words("기준 문항 **{n:,}**", "**{n:,}** {n:query|queries}"),
    "health.gt.relevant": Words("유사 문항이 있음 **{n:,}**", "**{n:,}** with relevant items"),
    "health.gt.counted": Words(
        "유사 문항이 후보 안에 있음 **n = {n:,}**", "**n = {n:,}** with some among the candidates"
    ),
    "health.gt.outside": Words(
        "기준 문항 중 {n:,}개는 시험 문항이 아닙니다.",
        "{n:,} {n:query is no test item|queries are no test items}.",
    ),
    "health.gt.zero": Words(
        "{variant}에 벡터가 없어 0점", "zero for want of a vector in {variant}"
    ),
    "health.reason.no_entry": Words("정답이 달리지 않은 시험 문항", "test items without an entry"),
    "health.reason.only_itself": Words("유사 문항이 자기뿐", "only themselves relevant"),
    "health.reason.none_relevant": Words(
        "유사 문항으로 적힌 것이 없음", "nothing named as relevant"
    ),
    "health.reason.outside_pool": Words(
        "유사 문항이 후보 밖에만 있음", "relevant items outside the candidates"
    ),
}
