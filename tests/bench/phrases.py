"""Words that made-up catalogs are written with; varied, as the texts of real programs are."""


def _list(text: str) -> list[str]:
    return text.split("|")


DOING = _list(
    "Planning|Teaching|Assessing|Designing|Leading|Coaching|Modeling|Adapting|Reading|Mapping|"
    "Writing|Building|Observing|Revising|Facilitating|Sequencing|Grading|Welding|Wiring|Measuring|"
    "Testing|Presenting|Budgeting|Negotiating|Translating|Editing|Recording|Repairing|Scheduling|"
    "Calibrating|Questioning|Scaffolding|Reflecting|Documenting|Mentoring|Analyzing"
)
WHAT = _list(
    "formative assessment|lesson sequences|student discussion|number talks|lab safety|phonics|"
    "argument writing|peer review|data displays|family conferences|circuits|steel frames|"
    "engineering notebooks|field surveys|podcasts|primary sources|story structure|fractions|"
    "learning goals|feedback|retrieval practice|wait time|universal design|executive function|"
    "classroom routines|restorative circles|soil samples|customer interviews|budgets|spreadsheets|"
    "robot arms|web pages|orchestral parts|stage lighting|nutrition plans|first aid|job interviews|"
    "bilingual glossaries|reading fluency|self-monitoring|working memory|choice boards|captions"
)
WHERE = _list(
    "in the early grades|in middle school science|for multilingual learners|in algebra|online|"
    "across a department|in small groups|with community partners|in the workshop|on the job|"
    "in an inclusive classroom|for new teachers|in rural schools|outdoors|at the museum|"
    "in the first year|in career programs|with families|in the arts|in physical education"
)
TOPICS = _list(
    "Assessment|Algebra|Arts|Biology|Business|Chemistry|Civics|Classroom culture|Coaching|Coding|"
    "Construction|Design|Early learning|Economics|Engineering|Equity|Family partnership|Feedback|"
    "Geography|Health|History|Inclusion|Instruction|Language learning|Leadership|Literacy|"
    "Manufacturing|Media|Music|Nutrition|Physics|Reading|Research|Safety|Statistics|Theater|"
    "Trades|Transport|Wellbeing|Writing"
)
AUDIENCES = ("student", "teacher", "coach", "leader", "staff", "anyone")
LEVELS = ("foundation", "intermediate", "advanced", "expert")
WORTHS = (
    {"kind": "pay", "amount": "400", "currency": "USD", "text": "$400 on top."},
    {"kind": "hours", "amount": "15", "text": "15 hours towards renewal."},
    {"kind": "credits", "amount": "1", "text": "One graduate credit."},
    {"kind": "licence-points", "amount": "3", "text": "Three licence points."},
    {"kind": "interview", "text": "A first interview."},
    {"kind": "experience", "text": "A week in our workshop."},
)
SYLLABLES = _list("ba|cor|del|fen|gra|hol|ist|jun|kes|lor|mar|nel|osk|pra|quin|ros|sel|tor|ulm|ven")
