"""The report."""

from dashboard.strings.words import Words

WORDS = {
    "report.recommendation": Words("권고 (사람이 적습니다)", "Recommendation, by a person"),
    "report.recommendation.in": Words(
        ":small[:gray[내려받는 파일에는 저장된 권고가 들어갑니다.]]",
        ":small[:gray[The files to download hold the saved recommendation.]]",
    ),
    "report.recommendation.none": Words(
        ":small[:gray[저장된 권고가 아직 없습니다.]]",
        ":small[:gray[No recommendation is saved yet.]]",
    ),
    "report.recommendation.unsaved": Words(
        ":small[:orange[:material/edit: **저장하지 않은 권고가 있습니다.** "
        "저장하기 전에는 내려받는 파일에 들어가지 않습니다.]]",
        ":small[:orange[:material/edit: **There is a recommendation that is not saved.** "
        "The files to download hold it once it is saved.]]",
    ),
    "report.recommendation.placeholder": Words(
        "수치가 뒷받침하는 만큼만 적어 주세요. 작업 공간에 저장되어 보고서 7절에 들어갑니다.",
        "Say no more than the figures carry. It is kept with the workspace and becomes section 7.",
    ),
    "report.recommendation.save": Words("권고 저장", "Save"),
    "report.recommendation.saved": Words("저장했습니다.", "Saved."),
    "report.recommendation.changed": Words(
        "다른 곳에서 권고를 새로 저장했습니다. 아래가 지금 저장된 글이고, 입력란의 글은 저장되지 "
        "않은 채 그대로 있습니다. 어느 쪽을 남길지 고르세요.",
        "Another recommendation was saved elsewhere. It stands below; the text in the field is as "
        "you left it and is not saved. Choose which one to keep.",
    ),
    "report.recommendation.empty": Words("(빈 글)", "(empty)"),
    "report.recommendation.take": Words("저장된 글 불러오기", "Load the saved text"),
    "report.recommendation.overwrite": Words(
        "입력란의 글로 바꿔 저장", "Replace it with the text in the field"
    ),
    "report.download.markdown": Words("Markdown 내려받기", "Download Markdown"),
    "report.download.json": Words("JSON 내려받기", "Download JSON"),
}
