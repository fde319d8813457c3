"""What can be wrong with what somebody gives, or with the workspace: a phrase per reason of core.

``error.<code>`` says :class:`core.errors.Reason` ``code`` with its values.
"""

from dashboard.strings.words import Words

WORDS = {
    # Names and texts
    "error.annotator": Words(
        "사람 이름은 1~{most:,}자여야 하는데 {n:,}자입니다. 고쳐서 다시 적으세요.",
        "A person's name has 1 to {most:,} {most:character|characters}; this one has {n:,}. "
        "Correct it.",
    ),
    "error.characters": Words(
        "저장할 수 없는 문자(NUL이나 깨진 글자)가 있습니다. 그 글자를 지우고 다시 적으세요.",
        "The text holds a character that can't be stored (NUL or a broken one). Delete it and "
        "type it again.",
    ),
    # Freezing a version
    "error.version.name": Words(
        "‘{name}’ 이름은 버전에 쓸 수 없습니다. 글자나 숫자로 시작하고 글자, 숫자, 빈칸과 "
        ". _ + - 만 써서 64자 안으로 적으세요.",
        "“{name}” can't name a version. Begin with a letter or digit, then use letters, digits, "
        "space and . _ + - (64 at most).",
    ),
    "error.version.taken": Words(
        "‘{name}’ 또는 대소문자만 다른 이름의 정답 목록이 이미 있습니다. 다른 이름으로 고정하세요.",
        "There is a ground truth “{name}” already, or one whose name differs only in upper and "
        "lower case. Freeze the version under another name.",
    ),
    "error.version.note_missing": Words(
        "고정하는 까닭을 적으세요. 파일에 남습니다.",
        "Say in the note why this version is frozen; the file keeps it.",
    ),
    "error.version.note": Words(
        "고정하는 까닭을 저장할 수 없습니다. 깨진 글자 없이 {most:,}자 안으로 적으세요.",
        "The note can't be kept. Write up to {most:,} {most:character|characters}, none of them "
        "broken.",
    ),
    "error.version.items_gone": Words(
        "‘{name}’ 버전에 든 문항이 그사이 작업 공간에서 없어져 추가하지 못했습니다. 이 버전을 "
        "버리고 다시 고정하세요.",
        "Items of the version “{name}” were taken out of the workspace meanwhile, so it was not "
        "added. Discard it and freeze again.",
    ),
    # Tasks
    "error.task.id": Words(
        "작업 ID로 ‘{id}’ 값을 쓸 수 없습니다. 영문 소문자, 숫자, 하이픈으로 1~40자를 적되 "
        "하이픈으로 시작하지 마세요.",
        "“{id}” can't be a task's id. Write 1 to 40 small letters, digits and hyphens, and begin "
        "with none.",
    ),
    "error.task.name": Words(
        "작업 이름은 1~{most:,}자여야 하는데 {n:,}자입니다. 고쳐서 다시 저장하세요.",
        "A task's name has 1 to {most:,} {most:character|characters}; this one has {n:,}. Correct "
        "it and save again.",
    ),
    "error.task.gt": Words(
        "작업에 정답 목록이 없습니다. 하나를 고르세요. 고를 것이 없으면 먼저 가져오세요.",
        "The task has no ground truth. Choose one; if there is none, import it first.",
    ),
    "error.task.kind": Words(
        "판정할 쌍(‘{queue}’)이나 후보(‘{pool}’)의 값을 알 수 없습니다. 다시 고르세요.",
        "The queue “{queue}” or the candidates “{pool}” are unknown. Choose again.",
    ),
    "error.task.depth": Words(
        "모델마다 볼 상위 문항 수는 1~{most:,}이어야 하는데 {depth:,}입니다. 고쳐서 다시 "
        "저장하세요.",
        "The depth lies between 1 and {most:,}, not at {depth:,}. Correct it and save again.",
    ),
    "error.task.share": Words(
        "겹침과 반복의 비율은 0~100 %여야 하는데 {share}입니다(1이 100 %). 고쳐서 다시 저장하세요.",
        "Overlap and repeats are shares from 0 to 100 %, not {share} (1 is 100 %). Correct it and "
        "save again.",
    ),
    "error.task.queries": Words(
        "같은 기준 문항이 두 번 들어 있습니다. 하나만 남기세요.",
        "A query appears twice. Keep one of them.",
    ),
    "error.task.seat": Words(
        "판정자 ‘{name}’의 이름이 두 번 들어 있습니다. 하나만 남기세요.",
        "“{name}” is among the annotators twice. Keep one of them.",
    ),
    "error.task.nobody": Words(
        "판정자가 없어 작업을 열 수 없습니다. 판정자를 한 명 이상 적으세요.",
        "No annotator is named, so the task can't be open. Name one.",
    ),
    "error.task.subjects": Words(
        "판정자 ‘{name}’에게 같은 과목이 두 번 적혀 있습니다. 하나만 남기세요.",
        "A subject of “{name}” appears twice. Keep one of them.",
    ),
    "error.task.practice_grade": Words(
        "연습 쌍 {query} → {item}의 등급이 0~3이 아닙니다. 고쳐서 다시 저장하세요.",
        "The practice pair {query} → {item} has no grade from 0 to 3. Correct it and save again.",
    ),
    "error.task.practice_same": Words(
        "연습 쌍에서 ‘{id}’ 문항을 자기 자신과 짝지었습니다. 다른 문항을 적으세요.",
        "A practice pair holds “{id}” twice. Name another question.",
    ),
    "error.task.remark": Words(
        "{query} → {item}에 붙인 설명이 {n:,}자입니다. {most:,}자 안으로 줄이세요.",
        "The remark on {query} → {item} has {n:,} {n:character|characters}; {most:,} are kept. "
        "Shorten it.",
    ),
    "error.task.guideline": Words(
        "판정 기준이 {n:,}자입니다. {most:,}자 안으로 줄이세요.",
        "The guideline has {n:,} {n:character|characters}; {most:,} are kept. Shorten it.",
    ),
    "error.task.example_grade": Words(
        "등급별 예에 {grade}등급이 있습니다. 등급은 0~3만 쓰세요.",
        "There are examples of a grade {grade}; grades are 0, 1, 2 and 3. Correct it.",
    ),
    "error.task.damaged": Words(
        "저장된 작업 하나를 읽을 수 없습니다. 백업에서 복원하세요.",
        "A stored task can't be read. Restore a backup.",
    ),
    "error.sample.none": Words(
        "뽑을 수 있는 문항이 없습니다. 모든 문항이 이미 기준 문항이거나 일부 모델에 벡터가 "
        "없습니다. 기준 문항 ID를 직접 적으세요.",
        "No item is left to draw: each is a query already, or some variant has no vector for it. "
        "Type the ids of the queries yourself.",
    ),
    "error.sample.many": Words(
        "기준 문항 {n:,}개를 뽑을 수 없습니다. 아직 기준 문항이 아니고 모든 모델에 벡터가 있는 "
        "문항은 {total:,}개입니다. {total:,}개 이하로 적으세요.",
        "{n:,} {n:query|queries} can't be drawn: {total:,} {total:item is|items are} no query yet "
        "and {total:has|have} a vector in every variant. Ask for at most {total:,}.",
    ),
    # Judgments and remarks
    "error.judgment": Words(
        "{query} → {item} 판정을 저장할 수 없습니다. 페이지를 새로고침한 뒤 다시 판정하세요.",
        "The judgment of {query} → {item} can't be stored. Reload the page and judge it again.",
    ),
    "error.judgment.why": Words(
        "{query} → {item} 쌍을 그렇게 확정하는 까닭을 적으세요.",
        "Say why the pair {query} → {item} is decided so.",
    ),
    "error.judgment.same": Words(
        "‘{id}’ 문항은 자기 자신과 견주어 판정할 수 없습니다. 다른 문항을 고르세요.",
        "“{id}” can't be judged against itself. Choose another question.",
    ),
    "error.judgment.note": Words(
        "{query} → {item} 판정에 적은 글이 {n:,}자입니다. {most:,}자 안으로 줄이세요.",
        "The text written with the judgment of {query} → {item} has {n:,} "
        "{n:character|characters}; {most:,} are kept. Shorten it.",
    ),
    "error.remark": Words(
        "메모를 저장할 수 없습니다. 페이지를 새로고침한 뒤 다시 저장하세요.",
        "The remark can't be stored. Reload the page and save it again.",
    ),
    "error.remark.cause": Words(
        "‘{cause}’ 원인은 목록에 없습니다. 목록에서 고르세요.",
        "“{cause}” is no cause. Choose one of the list.",
    ),
    "error.remark.note": Words(
        "메모가 {n:,}자입니다. {most:,}자 안으로 줄이세요.",
        "The note has {n:,} {n:character|characters}; {most:,} are kept. Shorten it.",
    ),
    "error.remark.variants": Words(
        "두 모델이 모두 ‘{name}’입니다. 서로 다른 두 모델을 고르세요.",
        "Both variants are “{name}”. Choose two different ones.",
    ),
    # The recommendation
    "error.recommendation.read": Words(
        "권고를 담은 {file} 파일을 읽을 수 없습니다. 권한을 확인하고 UTF-8로 저장하세요.",
        "The file {file} with the recommendation can't be read. Check its permissions and save it "
        "as UTF-8.",
    ),
    "error.recommendation.length": Words(
        "권고가 {n:,}자입니다. {most:,}자 안으로 줄이세요.",
        "The recommendation has {n:,} {n:character|characters}; {most:,} are kept. Shorten it.",
    ),
    # Choices that the data can't serve
    "error.item.unknown": Words(
        "‘{id}’ 문항을 찾을 수 없습니다. ID를 확인하세요.",
        "There is no item “{id}”. Check the id.",
    ),
    "error.variant.unknown": Words(
        "‘{name}’ 모델을 찾을 수 없습니다. 다른 모델을 고르세요.",
        "There is no variant “{name}”. Choose another one.",
    ),
    "error.gt.unknown": Words(
        "‘{name}’ 정답 목록을 찾을 수 없습니다. 다른 정답 목록을 고르세요.",
        "There is no ground truth “{name}”. Choose another one.",
    ),
    "error.no_vector": Words(
        "‘{variant}’ 모델에 ‘{item}’ 문항의 벡터가 없습니다. 다른 모델이나 다른 문항을 고르세요.",
        "The variant “{variant}” has no vector for the item “{item}”. Choose another variant or "
        "another item.",
    ),
    "error.pool.gt": Words(
        "정답 목록의 후보만 보려면 정답 목록이 있어야 합니다. 정답 목록을 고르거나 후보를 전체 "
        "문항으로 바꾸세요.",
        "The candidates of a ground truth take a ground truth. Choose one, or all questions as "
        "candidates.",
    ),
    "error.pool.undeclared": Words(
        "정답 목록 ‘{gt}’에는 후보 목록이 없습니다. 후보를 전체 문항으로 바꾸거나, 후보를 적어 "
        "다시 가져오세요.",
        "The ground truth “{gt}” declares no candidates. Choose all questions as candidates, or "
        "import it again with them.",
    ),
    "error.field.unknown": Words(
        "문항에 ‘{field}’ 정보가 없어 그것으로 고르거나 나눌 수 없습니다. 다른 조건을 쓰세요.",
        "No item says “{field}”, so nothing can be chosen or divided by it. Use something else.",
    ),
    "error.field.truth": Words(
        "‘{field}’ 조건에는 ‘{value}’ 값을 쓸 수 없습니다. true나 false를 쓰세요.",
        "“{field}” can't be “{value}”. Use true or false.",
    ),
    # Work that goes on, and disks
    "error.busy": Words(
        "지금 다른 가져오기가 작업 공간 {folder}에 쓰고 있습니다. 끝난 뒤 다시 시도하세요.",
        "Another import is writing to the workspace {folder} now. Wait until it ends, then try "
        "again.",
    ),
    "error.busy.again": Words(
        "방금 다른 가져오기가 작업 공간 {folder}에 쓰기를 마쳤습니다. 다시 시도하세요.",
        "Another import has just ended in the workspace {folder}. Try again.",
    ),
    "error.pictures.checking": Words(
        "이미 그림을 확인하고 있습니다. 끝날 때까지 기다리세요.",
        "The pictures are being checked already. Wait until that ends.",
    ),
    "error.unwritable": Words(
        "{file} 파일에 저장하지 못했습니다. 폴더의 쓰기 권한과 디스크의 남은 공간을 확인한 뒤 다시 "
        "시도하세요.",
        "Nothing was saved to {file}. Check the folder's permissions and the disk's free space, "
        "then try again.",
    ),
    # The workspace
    "error.workspace.none": Words(
        "{folder}에 Yusa 작업 공간이 없습니다. 폴더 경로를 확인하거나 yusa import로 만드세요.",
        "There is no Yusa workspace at {folder}. Check the folder, or make one with yusa import.",
    ),
    "error.workspace.no_items": Words(
        "작업 공간 {folder}에 아직 문항이 없습니다. yusa import --items로 가져오세요.",
        "The workspace {folder} has no items yet. Bring them in with yusa import --items.",
    ),
    "error.workspace.pointer_gone": Words(
        "{file} 파일이 없어졌습니다. 폴더의 다른 자료는 남아 있습니다. 이 파일을 백업에서 "
        "복원하거나 새 폴더에 모두 다시 가져오세요.",
        "The file {file} is gone, but the folder holds other parts of a workspace. Restore it from "
        "a backup, or import everything into a new folder.",
    ),
    "error.workspace.damaged": Words(
        "{file} 파일이 손상되었거나 읽을 수 없습니다. 백업에서 복원하세요.",
        "The file {file} is damaged or can't be read. Restore it from a backup.",
    ),
    "error.workspace.part_damaged": Words(
        "{file} 파일이 손상되었거나 읽을 수 없습니다. 다시 가져오거나 백업에서 복원하세요.",
        "The file {file} is damaged or can't be read. Import it again, or restore it from a "
        "backup.",
    ),
    "error.workspace.file_gone": Words(
        "{file} 파일이 없어졌습니다. 다시 가져오거나 백업에서 복원하세요.",
        "The file {file} is gone. Import it again, or restore it from a backup.",
    ),
    "error.workspace.schema": Words(
        "{file} 파일은 이 버전의 Yusa가 읽을 수 없는 형식입니다. 작업 공간에 맞는 버전의 Yusa를 "
        "쓰세요.",
        "This version of Yusa can't read the form of {file}. Use the version that fits the "
        "workspace.",
    ),
    "error.items.damaged": Words(
        "문항을 담은 {file} 파일을 읽을 수 없습니다. 문항을 다시 가져오세요.",
        "The file {file} with the items can't be read. Import the items again.",
    ),
    "error.items.index_damaged": Words(
        "본문 검색에 쓰는 {folder} 폴더의 파일이 손상되었습니다. 문항을 다시 가져오세요.",
        "The files for the text search in {folder} are damaged. Import the items again.",
    ),
    "error.variant.damaged": Words(
        "{folder} 폴더의 벡터를 읽을 수 없습니다. 이 모델을 --replace로 다시 가져오세요.",
        "The vectors in {folder} can't be read. Import this variant again with --replace.",
    ),
    # workspace.toml
    "error.settings.read": Words(
        "설정 파일 {file} 내용을 읽을 수 없습니다. 잘못된 줄을 고치세요. ({detail})",
        "The settings {file} can't be read. Correct the line. ({detail})",
    ),
    "error.settings.secret": Words(
        "설정 파일 {file}에 {key} 값이 있습니다. 이 파일은 여럿이 보므로 그 줄을 지우고 환경 변수 "
        "YUSA_DATABASE_URL에 적으세요.",
        "The settings {file} hold {key}, but others see this file. Take the line out and set the "
        "variable YUSA_DATABASE_URL.",
    ),
    "error.settings.text": Words(
        "설정 파일 {file}에서 {key} 값은 글이어야 합니다. 따옴표로 묶어 적으세요.",
        "In the settings {file}, {key} has to be text. Put it in quotation marks.",
    ),
    "error.settings.tables": Words(
        "설정 파일 {file}에서 {names} 값은 표여야 합니다. 대괄호로 묶은 제목 아래에 값을 적으세요.",
        "In the settings {file}, {names} has to be a table. Write the values under a heading in "
        "brackets.",
    ),
    "error.settings.choice": Words(
        "설정 파일 {file}에서 {key} 값은 {allowed} 가운데 하나여야 합니다.",
        "In the settings {file}, {key} has to be one of {allowed}.",
    ),
    "error.settings.share": Words(
        "설정 파일 {file}에서 {key} 값은 0보다 크고 1 이하인 수여야 합니다.",
        "In the settings {file}, {key} has to be a number above 0 and up to 1.",
    ),
    "error.settings.share_below": Words(
        "설정 파일 {file}에서 {key} 값은 0보다 크고 1보다 작은 수여야 합니다.",
        "In the settings {file}, {key} has to be a number above 0 and below 1.",
    ),
    "error.settings.truth": Words(
        "설정 파일 {file}에서 {key} 값은 true나 false여야 합니다.",
        "In the settings {file}, {key} has to be true or false.",
    ),
    "error.settings.number": Words(
        "설정 파일 {file}에서 {key} 값은 0보다 큰 수여야 합니다.",
        "In the settings {file}, {key} has to be a number above 0.",
    ),
    "error.settings.studies": Words(
        '설정 파일 {file}에서 조사 계획은 [study."정답 목록 이름"] 제목 아래에 적어야 합니다.',
        'In the settings {file}, a study has to stand under a heading of its own, [study."NAME"] '
        "with the name of its ground truth.",
    ),
    "error.settings.study": Words(
        "설정 파일 {file}의 ‘{gt}’ 조사 계획에 알 수 없는 항목({key})이 있습니다. {allowed}만 "
        "쓰세요.",
        "In the settings {file}, the study of “{gt}” has the unknown key {key}. It takes "
        "{allowed}.",
    ),
    "error.settings.study_queries": Words(
        "설정 파일 {file}의 ‘{gt}’ 조사 계획에서 queries 값은 1 이상의 정수여야 합니다.",
        "In the settings {file}, queries of the study of “{gt}” has to be a whole number from 1 "
        "up.",
    ),
    "error.settings.study_sampling": Words(
        "설정 파일 {file}의 ‘{gt}’ 조사 계획에서 sampling에 기준 문항을 어떻게 뽑는지 글로 "
        "적으세요.",
        "In the settings {file}, sampling of the study of “{gt}” has to say in words how the "
        "queries are drawn.",
    ),
    "error.settings.study_planned": Words(
        "설정 파일 {file}의 ‘{gt}’ 조사 계획에서 planned는 2026-01-29처럼 따옴표 없는 날짜여야 "
        "합니다.",
        "In the settings {file}, planned of the study of “{gt}” has to be a date without "
        "quotation marks, such as 2026-01-29.",
    ),
    # The address of the judgments' database
    "error.database.address": Words(
        "판정 데이터베이스의 주소({variable})가 올바르지 않습니다. {example} 형식으로 적고, "
        "비밀번호의 특수 문자는 % 부호로 바꿔 적으세요(@는 %40).",
        "The address of the judgments' database ({variable}) isn't one. Write {example}, with % "
        "codes for special characters in the password (@ is %40).",
    ),
    "error.database.unnamed": Words(
        "판정 데이터베이스의 주소 {place}에 데이터베이스 이름이 없습니다. 데이터베이스를 만들고 "
        "{example} 형식으로 적으세요.",
        "The address {place} names no database. Make the database, then write {example}.",
    ),
    "error.database.driver": Words(
        "{place}에 접속하려면 PostgreSQL용 패키지가 필요합니다. 서버에서 pip install "
        "'yusa[postgres]'를 실행하세요.",
        "{place} takes one more package for PostgreSQL. Run pip install 'yusa[postgres]' on the "
        "server.",
    ),
    "error.database.option": Words(
        "판정 데이터베이스의 주소 {place}에 알 수 없는 옵션이 있습니다. {example} 형식으로 "
        "적으세요.",
        "The address {place} has an option that is unknown. Write {example}.",
    ),
}
