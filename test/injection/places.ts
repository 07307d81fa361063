/** Every place from which somebody else's text comes. */
export const PLACES = [
  'file name', 'branch', 'commit message', 'commit author', 'pull request title', 'comment', 'answer', 'issue title', 'login', 'workflow name', 'job name', 'step name', 'compose service', 'test name', 'artifact name', 'zip entry', 'topic', 'label', 'log line',
  'environment', 'deployment address', 'own item', 'run name', 'parameter name', 'course title', 'listed name', 'listed section', 'reason of staff',
] as const
export type Place = (typeof PLACES)[number]

/** How a place is found again in whatever shows it: letters that nothing escapes, cuts or takes for more than a word. */
export function markOf(place: Place): string {
  return `zq${place.replaceAll(' ', '')}zq`
}

/** What a place holds: its mark, and around it what would be more than text somewhere. `tame` leaves the mark alone. */
export type Poison = (place: Place) => string

export const tame: Poison = (place) => (place === 'deployment address' ? `https://${markOf(place)}.example/` : markOf(place))

/** Ends a quotation, an attribute, a cell, a line; begins a formula, an element, a link, a picture, a mention, a reference, a sequence of a terminal, a statement, a header, an expression; turns letters around. */
const DOES = '("\'><img src=x onerror=a()><script>a()</script>@everyone #1 [l](javascript:a) ![p](//e.example/p)|`${{a}}\u001b]0;t\u0007\u009b2J\u202e\u2066\u200b\n::error::x\r\nX-Set: a\t,;=1;DROP TABLE course;--*/{{7*7}}%00%_'

/** The same where slashes would make folders, and double braces a place that a generator fills in. */
const WITHIN_NAME = DOES.replaceAll('/', '⁄').replaceAll(/\{\{|\}\}/g, '')
/** What git lets a branch be called. */
const OF_BRANCH = '"\'><img/src=x/onerror=a()><script>a()</script>@everyone#1](javascript|`${{a}}\u009b2J\u202e\u2066\u200b,;=1;DROP;--{{7}}%00%_'
/** On one line without angles, which git keeps for e-mails. */
const OF_PERSON = '"\'@everyone #1 [l](javascript:a) ![p](//e.example/p)|`${{a}}\u001b]0;t\u0007\u009b2J\u202e\u200b,;=1;DROP TABLE course;--{{7*7}}%00%_'
/** What XML can hold. */
const OF_XML = DOES.replaceAll(/(?![\n\r\t\u009b])\p{Cc}/gu, '')
/** What a list of students may hold: it is refused for signs of a terminal. */
const OF_LIST = DOES.replaceAll(/(?![\n\r\t])\p{Cc}/gu, '')

/** Text that is as hostile as its place lets it be. */
export const evil: Poison = (place) => {
  const mark = markOf(place)
  switch (place) {
    case 'file name': case 'parameter name': return `=${mark}${WITHIN_NAME}`
    case 'branch': return `=${mark}${OF_BRANCH}`
    case 'commit author': case 'login': return `=${mark}${OF_PERSON}`
    case 'test name': return `=${mark}${OF_XML}`
    case 'zip entry': return `../../=${mark}${WITHIN_NAME}`
    case 'deployment address': return `https://${mark}.example/"><img src=x onerror=a()>)[l](javascript:a)`
    case 'listed name': case 'listed section': return `=${mark}${OF_LIST}`
    // A comment's command ends with its line.
    case 'comment': return `=${mark}${DOES.replaceAll(/[\r\n]/g, ' ')}`
    default: return `=${mark}${DOES}`
  }
}
