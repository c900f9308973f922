"""A sentence grammar: English that looks like a developer blog's, sentence by sentence.

It means little and is easy to read: 6 to 25 plain words a sentence, none of them twice in a row.
What a sentence is made of comes from the lists and templates below, and from the dice that are
passed in; nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.bench.dice import Dice, words

THINGS = words("""
adapter alert application archive backup batch benchmark boundary branch bucket budget buffer
bundle cache calculation calendar category certificate channel check checksum class client cluster
collection column command comment commit comparison component configuration connection consumer
container contract conversation cookie copy counter cursor cycle dashboard database decision
decorator default delivery dependency deploy diagram digest directory document draft edge endpoint
entry environment error estimate event example exception expectation experiment explanation export
expression feature field file filter fixture flag folder form frame framework function gateway
generator graph guard handler hash header heap hook identity image implementation import index
indicator installation instruction integration interface interval investigation iterator job
journal key label layer layout library limit line link list lock log loop machine manifest map
marker matrix memo merge message method metric migration mirror mock model module monitor network
node notice notification number object observation offset operation option order organisation
owner package page parser partition patch path pattern payload permission permit pipeline plan
planner plugin pointer policy pool port priority process producer profile promise prompt property
protocol proxy publication query queue range record recovery refund region register release
reminder replacement replica report repository reputation request requirement response
responsibility result retry review role rollback route router row rule runner sample schedule
schema script search secret segment server service session setting shard shell signal signature
simulation sketch snapshot socket solution source specification stack stage state status step
store strategy stream string subscription summary switch symbol system table tag target task
template terminal test thread threshold ticket timeout timer token tool topic trace transaction
tree trigger type update upgrade upload user validation validator value variable vector version
view volume warning window wizard worker workflow wrapper writer
""")

PEOPLE = words("""
analyst architect author beginner colleague customer designer developer editor engineer expert
founder friend learner maintainer manager mentor neighbour newcomer operator partner planner
reader reviewer specialist stranger student supplier teacher team teammate tester trainee
volunteer writer
""")

# What one thing does to another.
ACTS = words("""
accept block bound break bring build call change check choose clear close compare confirm count
cover create cross decide delay deliver describe drop expect extend feed fill find follow freeze
guard guide handle hide hold ignore improve inform invite join keep lead limit load lock mark
match measure mend merge miss move name need notify open own pass pause pin plan prefer prepare
prevent print produce protect prove publish pull push queue raise reach read record refresh refuse
reject release remember remove rename render repair repeat replace report reset resolve retry
return reveal review route save search select send serve share shape shift skip sort split start
stop store supply support surprise test touch trace track trust update use validate wake want warn
watch wrap
""")

# What a person does to a thing; also fit for "you can ... it".
DEEDS = words("""
add adjust audit automate build change check clean compare count cut debug delete deploy describe
design disable discuss document draw enable explain extract file fix freeze guard hide ignore
inspect isolate label limit list log map mark measure mention merge mock model monitor move name
note observe pause plan polish print profile prune publish question read rebuild record reduce
refactor remove rename repair replace replay report restart restore revert review rewrite run scan
schedule search separate share ship shorten simplify sketch skip sort split stop study test time
trace trim trust tune update upgrade validate verify watch write
""")

QUALITIES = words("""
active actual ancient average awkward bad basic better big boring brief bright broken brittle
busy calm careful central cheap clean clear clever cold common complete complex confused constant
correct costly crowded current curious damaged dangerous dead deep different distant double dull
early easy empty entire exact expensive external extra fair familiar fast final first flat flexible
forgotten fragile fresh friendly full general gentle good grand handy harmless heavy helpful hidden
honest huge idle important independent internal invalid large late lazy likely little live local
lonely long loose loud main major minor missing modern modest narrow nested neutral new noisy
normal obvious odd old open optional ordinary original outer partial patient perfect plain pleasant
popular possible powerful practical precise previous private proper public quick quiet random rare
raw readable ready real recent regular reliable remote rich rough safe second secret sensible
separate serious shallow shared sharp short silent similar simple single slow small smart smooth
solid special stable stale steady strange strict strong stubborn sudden suitable temporary thin
third tidy tiny total typical unique unknown unlikely unusual upper urgent useful usual vague valid
visible warm weak wide wrong young
""")

MANNERS = words("""
again alone always apart badly boldly briefly carefully cheaply clearly closely directly early
easily exactly finally first firmly freely gently gladly honestly instead later loudly mostly
neatly nearby often openly partly patiently politely promptly properly quickly quietly rarely
safely seldom sharply silently simply slowly smoothly softly sometimes soon steadily strictly
twice usually wisely
""")

SETTINGS = (
    "after lunch",
    "after the first retry",
    "after the holidays",
    "at night",
    "at the end of the month",
    "before the next release",
    "between two deploys",
    "by hand",
    "during a busy week",
    "during a deploy",
    "during the morning peak",
    "for a whole year",
    "from one release to the next",
    "in a code review",
    "in a fresh clone",
    "in a small team",
    "in production",
    "in the first hour",
    "in the worst case",
    "on a bad connection",
    "on a busy Monday",
    "on a fast machine",
    "on a laptop",
    "on a slow disk",
    "on every request",
    "on the second day",
    "on two cores",
    "once a day",
    "under load",
    "under pressure",
    "while nobody looks",
    "while the tests run",
    "with real data",
    "without a warning",
    "without much thought",
    "without any help",
)

COUNTS = words("""
two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty ninety
""")

OPENERS = (
    "As a rule",
    "At first sight",
    "By default",
    "For now",
    "For the same reason",
    "From there",
    "In most teams",
    "In other words",
    "In practice",
    "In short",
    "Most of the time",
    "Of course",
    "On paper",
    "Sooner or later",
    "To be fair",
    "With luck",
)

# {N} thing, {Ns} things, {P} person, {Ps} people; {T}, {Ts}, {Tg} what a thing does to another:
# do, does, doing; {H}, {Hs}, {Hd}, {Hg} the same for a person, with did; {A} quality, {M} manner,
# {W} when or where, {C} inline code, {num} a count, {O} an opener. `a(n)` becomes what fits.
SENTENCES = (
    "A(n) {P} who {Hs} the {N} first will find the {A} {N} sooner.",
    "A(n) {A} {N} costs more than a(n) {A} one, because every {P} has to {H} it {W}.",
    "A(n) {N} that {Ts} the {N} {W} is rarely worth the trouble.",
    "After {num} days the {N} was {A} again, and nobody knew why.",
    "After the change, the {N} {Ts} {num} {Ns} and leaves the {N} alone.",
    "A(n) {A} {N} {Ts} the {N} in most cases, and in the others a(n) {P} {Hs} it {W}.",
    "Although the {N} looks {A} {W}, it {Ts} the {N} only when a(n) {P} asks for it.",
    "As long as the {N} {Ts} the {N}, nobody minds that the {A} {N} takes {num} minutes {W}.",
    "Because the {N} was {A}, the {P} {Hd} the {N} first and looked for the {N} afterwards.",
    "Before anybody {Hs} the {N}, the {P} should explain which {N} it {Ts} and what happens {W}.",
    "But when the {N} has {num} {Ns}, each of them {A}, the {N} may not {T} the {N} at all.",
    "Compared with the {A} {N}, which {Ts} a(n) {N} {W}, the new one is almost {A}.",
    "For every {N} that {Ts} the {N}, there are {num} that nobody has ever tried to {H}.",
    "Imagine that the {N} {Ts} the {N} {W}, and that the {P} only sees a(n) {A} {N}.",
    "Nobody had told the {P} that the {A} {N}, which {Ts} the {N}, was older than the {N} itself.",
    "On our side, the {P} {Hd} {num} {Ns} and the {N}, and kept the {A} one for later.",
    "Rather than {Hg} the {N} {W}, let the {N} {T} it and write down what the {P} expected.",
    "The difference between a(n) {A} {N} and a(n) {A} one is how soon the {P} can {H} the {N}.",
    "The documentation says that the {N} {Ts} the {N}, but it does not say what the {N} {Ts} {W}.",
    "The reason is that the {N} {Ts} the {N} before the {P} has had time to {H} the {A} {N}.",
    "What most {Ps} remember is the {A} {N}, although the {N} and the {N} did most of the work.",
    "When the {P} finally {Hd} the {N}, a(n) {A} {N} had been there for {num} weeks.",
    "Whether the {N} is {A} or {A} depends on the {N}, on the {N} and on who {Hs} them {W}.",
    "While one {P} {Hs} the {N} {M}, another one can {H} the {N} and see what it {Ts}.",
    "With a(n) {A} {N} in place, the {P} can {H} the {N} {W} and go home without a worry.",
    "All of this happens {W}, long before the {P} sees a(n) {N}.",
    "An hour later the {P} had {Hd} the {N} and closed the ticket.",
    "Ask a(n) {P} which {N} they {H} {W}, and write the answer down.",
    "Ask yourself what the {N} would {T} if the {N} were {A}.",
    "Before you {H} the {N}, look at the {N} that {Ts} it.",
    "Both {Ns} look {A}, but only one of them {Ts} the {N} {W}.",
    "Call `{C}` before the {N} {Ts} the {N}, and the {A} case goes away.",
    "Cut the {N} into {num} {Ns}, and {H} each of them {M}.",
    "Each {N} {Ts} its own {N}, so a(n) {A} {N} does no harm.",
    "Every {N} needs a(n) {N}, and every {N} needs a(n) {P} who {Hs} it.",
    "Every time the {N} {Ts} the {N}, a(n) {P} somewhere has to wait.",
    "Give the {N} a(n) {A} name, and the {P} will {H} it {M}.",
    "Here the {N} {Ts} the {N} {M}, and the {N} does the rest.",
    "How often does a(n) {N} really {T} the {N} {W}?",
    "If a(n) {A} {N} {Ts} the {N}, the {P} should hear about it {W}.",
    "If nobody can {H} the {N}, it does not belong in the {N}.",
    "If the {N} is {A}, the {N} has to wait until the {N} {Ts} it.",
    "If you have to {H} the {N} twice, let a(n) {N} do it {W}.",
    "If you only {H} one {N} this month, make it the {A} one.",
    "It helps to {H} the {N} {W}, when the {N} is still {A}.",
    "It is tempting to {H} the {N} and to leave the {N} {A}.",
    "It took the {P} {num} minutes to {H} the {A} {N}.",
    "Keep the {N} {A} and the {N} {A}, and most {Ns} stay out of your way.",
    "Last year our {P} {Hd} a(n) {N} {W} and {Hd} the {N} with it.",
    "Let the {N} {T} the {N}, and let the {N} {T} everything else.",
    "Look at the {N} again: it {Ts} the {N}, and nothing {Ts} it back.",
    "Many {Ps} {H} the {N} {W} and wonder why the {N} is {A}.",
    "Most {Ns} are {A} {W} and {A} the rest of the time.",
    "Most {Ps} {H} a(n) {N} only once, and that is {A} enough.",
    "My first {N} was {A}, my second one {A}, and neither could {T} a(n) {N}.",
    "Neither the {N} nor the {N} {Ts} the {A} {N} {W}.",
    "No {N} should {T} a(n) {N} that it did not create.",
    "Nobody {Hs} a(n) {A} {N} until it {Ts} the {N} {W}.",
    "Nothing stops the {N} from {Tg} the {N} {W}.",
    "Once the {N} is {A}, you can {H} the {N} without fear.",
    "One {A} {N} is enough to {T} the whole {N} {W}.",
    "One {P} {Hs} the {N}, and the other {Hs} the {N} {W}.",
    "One way out is to {H} the {N} before the {N} {Ts} it.",
    "Only the {P} knows why the {N} {Ts} a(n) {A} {N}.",
    "Our {N} had {num} {Ns}, and only {num} of them were {A}.",
    "Picture a(n) {N} that {Ts} the {N} on one side and the {N} on the other.",
    "Put the {N} next to the {N}, where a(n) {P} can {H} both {W}.",
    "Set `{C}` to a(n) {A} value, and watch the {N} {W}.",
    "Since then the {P} {Hs} each {N} {M}, and the {N} has been {A}.",
    "Some {Ps} {H} the {N} {M}; others leave it to the {N}.",
    "Sooner or later a(n) {P} will ask why the {N} {Ts} the {N}.",
    "Start with the {N}, because it {Ts} every other {N} {W}.",
    "Such a(n) {N} is {A} at first and {A} {W}.",
    "That is why the {N} {Ts} the {N} {M}, and not the other way round.",
    "The {A} part is the {N}, since nobody wants to {H} it {W}.",
    "The {A} {N} {Ts} the {N}, so the {N} never {Ts} a(n) {A} {N}.",
    "The {N} {Ts} the {N}; the {N} only {Ts} the {N} {W}.",
    "The {N} and the {N} share one {N}, and that is where the trouble starts.",
    "The {N} behind `{C}` is {A}, so it can {T} the {N} {W}.",
    "The {N} does not {T} the {N}, it only {Ts} the {N} {M}.",
    "The {N} is {A} for {num} seconds, and then the {N} {Ts} it.",
    "The {N} may be {A}, but the {N} still {Ts} it {W}.",
    "The {N} you {H} {W} is seldom the {N} that {Ts} the {P}.",
    "The {P} opened the {N}, {Hd} the {N}, and went home.",
    "The {P} wanted a(n) {N}, and what arrived was a(n) {A} {N}.",
    "The first {N} {Ts} the {N}, the second {Ts} the {N}, and the third is {A}.",
    "The price of a(n) {A} {N} is a(n) {N} that {Ts} the {N} {M}.",
    "The value of `{C}` decides how many {Ns} the {N} may {T} {W}.",
    "Then the {N} {Ts} the {N}, and you can {H} the result {W}.",
    "There are {num} {Ns} in this {N}, and the {A} one {Ts} them all.",
    "There is no {A} way to {H} a(n) {N} that {Ts} itself.",
    "There is one exception: a(n) {A} {N} may {T} the {N} {W}.",
    "These {Ns} {T} the {N} in turn, and none of them {Ts} the {N}.",
    "They {Hd} the {N} {M}, which made the {N} {A} for a while.",
    "This is the moment to {H} the {N}, while the {N} is {A}.",
    "This {N} {Ts} at most {num} {Ns}, whatever the {P} may say.",
    "To {H} a(n) {N} {M}, you need a(n) {N} and a(n) {A} {P}.",
    "Treat the {N} as a(n) {N}, and the {A} {N} explains itself.",
    "Try to {H} the {N} {W}, and see whether the {N} is still {A}.",
    "Two {Ps} can {H} the same {N} {W} and see different {Ns}.",
    "Under the hood, a(n) {N} {Ts} the {N} and {Ts} its {N} {M}.",
    "Until a(n) {N} {Ts} the {N}, there is nothing to {H}.",
    "We {Hd} the {N} and the {N}, and only the {A} {N} was left.",
    "We once {Hd} a(n) {N} for {num} weeks before the {P} found the {N}.",
    "What the {N} cannot {T}, the {N} will {T} {W}.",
    "What would the {P} do with a(n) {A} {N} {W}?",
    "When a(n) {N} is {A}, {H} it {M} and tell the {P}.",
    "When the {N} {Ts} the {N}, the {P} can {H} it {W}.",
    "When the {N} fails {W}, the {N} {Ts} the last {A} {N}.",
    "Whoever {Hs} the {N} should also {H} the {N} {W}.",
    "With {num} {Ns} and one {N}, the {P} {Hd} about {num} {Ns} a day.",
    "Without the {N}, a(n) {A} {N} would {T} the {N} {W}.",
    "Write the {N} so that a(n) {A} {P} can {H} it {W}.",
    "You can {H} the {N} without the {N}, but not the other way round.",
    "You do not have to {H} the {N}, as long as the {N} is {A}.",
    "You may {H} the {N} {M}, provided that the {N} {Ts} the {N}.",
    "{O}, a(n) {A} {N} {Ts} the {N} and nobody {Hs} it {W}.",
    "{O}, a(n) {P} {Hs} the {N} {M} and gets a(n) {A} {N} back.",
    "{O}, the {N} is {A}: it {Ts} the {N} and {Ts} the {N}.",
    "{O}, the {N} {Ts} the {N}, and **the {A} {N} wins** {W}.",
    "{O}, you {H} the {N} first and the {A} {N} {W}.",
    "A(n) *{A}* {N} is one that {Ts} the {N} {W}, and nothing else.",
    "The {N} should be *{A}*, which is why the {P} {Hs} it {W}.",
    "People say “{H} the {N}” when they mean that the {N} is {A}.",
    "The {P} called it “a(n) {A} {N}”, and the name stayed with the {N}.",
    "It isn’t the {N} that {Ts} the {P}, it’s the {A} {N} {W}.",
)

LEADS = (
    "A(n) {A} {N}",
    "A(n) {A} {N} for every {P}",
    "{Hg} the {A} {N}",
    "{Hg} {Ns} {W}",
    "One {N} too many",
    "No {N} for the {N}",
    "Trusting the {A} {N}",
    "Waiting for a(n) {A} {N}",
)

LESSONS = (
    "How a(n) {N} {Ts} a(n) {A} {N}",
    "How to {H} a(n) {N} {W}",
    "What a(n) {A} {N} costs the {P}",
    "When to {H} the {A} {N}",
    "Where the {N} {Ts} the {N}",
    "Which {N} to {H} first",
    "Why a(n) {A} {N} {Ts} the {N}",
    "Why {Ps} {H} the {N} {W}",
)

NEEDS = (
    "Some practice with a(n) {A} {N}",
    "Enough patience to {H} a(n) {N}",
    "You have {Hd} a(n) {N} before",
    "A basic idea of what a(n) {N} {Ts}",
    "A machine on which you can {H} {Ns}",
)

SUBHEADS = (
    "A(n) {A} start",
    "The {N} that {Ts} the {N}",
    "{Hg} the {N}",
    "What the {N} {Ts}",
    "From {N} to {N}",
)

_LISTS: dict[str, Sequence[str]] = {
    "N": THINGS,
    "P": PEOPLE,
    "T": ACTS,
    "H": DEEDS,
    "A": QUALITIES,
    "M": MANNERS,
    "W": SETTINGS,
    "O": OPENERS,
    "num": COUNTS,
}

_DOUBLED = words("""
cut debug drop label log map model pin plan prefer reset run scan ship skip split stop trim wrap
""")
_PAST = dict(
    pair.split(":")
    for pair in words("""
    break:broke bring:brought build:built choose:chose cut:cut draw:drew feed:fed find:found
    freeze:froze hide:hid hold:held keep:kept lead:led read:read rebuild:rebuilt rewrite:rewrote
    run:ran send:sent split:split wake:woke write:wrote
    """)
)


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("e"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ing"


_FORMS: dict[str, Callable[[str], str]] = {
    "s": _plural,  # a verb's third person is spelled like a plural
    "d": _past,
    "g": _gerund,
}

_SLOT = re.compile(r"\{(N|P|T|H|A|M|W|O|C|num)([sdg]?)\}")
_ARTICLE = re.compile(r"\b([Aa])\(n\) (\W*)(\w+)")
_SOUNDS_LIKE_YOU = ("uni", "use", "usu")
_SILENT_H = ("honest", "hour")


def _article(match: re.Match[str]) -> str:
    word = match[3].lower()
    vowel = word.startswith(("a", "e", "i", "o", "u", *_SILENT_H))
    an = vowel and not word.startswith((*_SOUNDS_LIKE_YOU, "one"))
    return f"{match[1]}{'n' if an else ''} {match[2]}{match[3]}"


def fill(template: str, dice: Dice) -> str:
    """The template with a word in every slot, none of them twice; its first letter is a capital."""
    used: set[str] = set()

    def word(match: re.Match[str]) -> str:
        kind, form = match[1], match[2]
        if kind == "C":
            return code(dice)
        drawn = dice.pick(_LISTS[kind])
        while drawn in used:
            drawn = dice.pick(_LISTS[kind])
        used.add(drawn)
        return _FORMS[form](drawn) if form else drawn

    text = _ARTICLE.sub(_article, _SLOT.sub(word, template))
    return text[0].upper() + text[1:]


def code(dice: Dice) -> str:
    """What stands between back-ticks in a sentence: a call, a setting, an option."""
    first, second = dice.some(THINGS, 2)
    return dice.pick(
        (
            f"{first}_{second}",
            f"{first}.{dice.pick(DEEDS)}()",
            f"--{dice.pick(DEEDS)}-{first}",
            f"{dice.pick(DEEDS)}_{first}({second})",
            f"{first.upper()}_{second.upper()}",
        )
    )


def paragraph(dice: Dice, sentences: int) -> str:
    """So many sentences, no two from one template."""
    return " ".join(fill(template, dice) for template in dice.some(SENTENCES, sentences))
