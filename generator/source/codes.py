"""The code of every mistake; stable, because tests, documentation and editors refer to them."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A code and, in `meaning`, one line about it."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """A member whose value is the code alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    # files and folders
    MISSING_FILE = "missing-file", "a file or folder that must be there is not"
    UNEXPECTED_FILE = "unexpected-file", "a file or folder stands where none belongs"
    UNREADABLE = "unreadable", "a file or folder cannot be read"
    LEAVES_FOLDER = "leaves-folder", "a link or path leads out of its folder"
    TOO_LARGE = "too-large", "a file is larger than its kind may be"
    FILE_NAME = "file-name", "a file's name gives no slug"
    SLUG_COLLISION = "slug-collision", "two file names differ only by case or Unicode form"
    REPEATED_SLUG = "repeated-slug", "two records of one kind have one slug"
    WRONG_SHARD = "wrong-shard", "something of an earner lies in a shard that is not theirs"
    MIXED_SHARDS = "mixed-shards", "people lie in shards and beside them, or in uneven shards"

    # text and YAML
    NOT_UTF8 = "not-utf8", "a file is not UTF-8"
    HIDDEN_CHARACTER = "hidden-character", "a NUL, control or bidi character"
    TAB = "tab", "a tab character in YAML"
    SYNTAX = "syntax", "a file breaks the rules of its format"
    SEVERAL_DOCUMENTS = "several-documents", "a YAML file holds more than one document"
    ALIAS = "alias", "a YAML anchor (&) or alias (*)"
    TAG = "tag", "a YAML tag (!)"
    TOO_DEEP = "too-deep", "a YAML file is nested deeper than 32 levels"
    REPEATED_KEY = "repeated-key", "a key or column is given twice"
    EMPTY_FILE = "empty-file", "a file holds nothing"
    EMPTY_VALUE = "empty-value", "a key has no value"

    # one record
    MISSING_KEY = "missing-key", "a required key is missing"
    UNKNOWN_KEY = "unknown-key", "a key that means nothing here"
    WRONG_TYPE = "wrong-type", "text, number, list or keys where another of these belongs"
    WRONG_CHOICE = "wrong-choice", "a word that is not one of those allowed"
    WRONG_FORM = "wrong-form", "a value not written as its kind must be"
    OUT_OF_RANGE = "out-of-range", "a number or length outside its limits"
    CONTRADICTION = "contradiction", "the keys of a record do not go together"
    UNKNOWN_RULE = "unknown-rule", "a pathway's rule of no known kind"

    # the whole catalog
    UNKNOWN_REFERENCE = "unknown-reference", "a record names another that does not exist"
    REPEATED_REFERENCE = "repeated-reference", "a list names the same record twice"
    CYCLE = "cycle", "records lead back to themselves"
    CANNOT_BE_MET = "cannot-be-met", "a pathway's rule that nobody could meet"
    OVERLAPPING_PARTS = "overlapping-parts", "one badge meets two parts of those to choose from"
    NO_HOURS = "no-hours", "a part of an 'hours' rule in which no badge states hours"
    ISSUER_CONFLICT = "issuer-conflict", "records disagree about the issuer"
    SEVERAL_ROOTS = "several-roots", "more than one issuer is the root"
    AWARDED_TWICE = "awarded-twice", "two pathways award one badge"
    BAD_PAGE_FILE = "bad-page-file", "a file beside pages that is not of a kind to be published"
    BAD_PICTURE = "bad-picture", "a picture is no safe PNG or SVG"
    VERSION_CONFLICT = "version-conflict", "versions of a badge do not line up"

    # people and what was signed
    LEDGER_REPEAT = "ledger-repeat", "two ledger rows share an id or a status index"
    LEDGER_CONFLICT = "ledger-conflict", "a ledger row disagrees with itself or the catalog"
    REPEATED_CREDENTIAL = "repeated-credential", "a signed credential lies in two places"
    NOT_IN_LEDGER = "not-in-ledger", "a signed file that no ledger row knows"
    BEYOND_CONSENT = "beyond-consent", "a published credential says more than the consent"
    PEOPLE_IN_SITE = "people-in-site", "people's files would lie in the published folder"
    LEAK = "leak", "a file of the site says what may not be published"
    DIGEST_MISMATCH = "digest-mismatch", "a file is not the one its record was made for"

    # what a badge lacks: warnings of `check --rigor`, mistakes where the policy requires it
    NO_RUBRIC = "no-rubric", "a badge shows no rubric"
    NO_EVIDENCE = "no-evidence", "a badge asks for no evidence"
    NOT_INDEPENDENT = "not-independent", "a badge's assessors need not be independent"
    ASSESSOR_NEED_NOT_HOLD = "assessor-need-not-hold", "a badge's assessors need not hold it"
    NO_RESEARCH = "no-research", "a badge cites no research"
    NO_ALIGNMENT = "no-alignment", "a badge answers to no published standard"
    ONE_ATTEMPT = "one-attempt", "a badge may be tried for once only"
    PAST_REVIEW = "past-review", "the date of a badge's review has passed"
    NO_EXPIRY = "no-expiry", "a badge never expires once earned"

    # what a program should look after: warnings of `check --program`
    UNREACHABLE_OWNER = "unreachable-owner", "a badge's owner gives no way to be reached"
    HONORED_BY_NOBODY = "honored-by-nobody", "a badge that nobody honors today"
    NOT_AWARDED = "not-awarded", "a badge that was not awarded for a year"
    NO_KEY = "no-key", "an issuer or recognizer without a key in force"
    KEY_ENDS = "key-ends", "the last key in force ends soon"
    NO_RECOVERY_KEY = "no-recovery-key", "an issuer that lists no recovery key"
    RECOGNITION_ENDS = "recognition-ends", "a recognition that ends soon, or ended within a year"
    NO_CONSENT = "no-consent", "people hold badges and no consent is on record"

    DEMO_KEY = "demo-key", "a published demo key outside the sample"

    # spreadsheets
    UNKNOWN_COLUMN = "unknown-column", "a column that means nothing here"
    MISSING_COLUMN = "missing-column", "a column that is needed is missing"
    AMBIGUOUS_DATE = "ambiguous-date", "a date like 3/4/26 may mean two days"
    AMBIGUOUS_NAME = "ambiguous-name", "a name that can be split in two ways"
    NOT_A_SPREADSHEET = "not-a-spreadsheet", "a file that is no CSV, .xlsx or .ods"
