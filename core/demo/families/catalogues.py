"""One catalogue per subject; the modules beside this one fill them when they are imported."""

from core.demo.drafts import Catalogue

MATHS = Catalogue("수학", "MA")
PHYSICS = Catalogue("물리학", "PH")
CHEMISTRY = Catalogue("화학", "CH")
BIOLOGY = Catalogue("생명과학", "BI")
EARTH = Catalogue("지구과학", "ES")
ECONOMICS = Catalogue("경제", "EC")
