import type { Idea, Misconception } from '../../model/answer.ts'
import type { Conversation, ToldAnswer } from '../../model/conversation.ts'
import type { SayingId } from '../../model/lesson.ts'
import { answerMarker, type AskedBy, askedWords } from '../answers/reply.ts'
import { inWords } from '../gradebook/counted.ts'
import { sentence } from '../text/markdown-text.ts'
import { explainedCount, explainedSoFar, nameOf, type Explained } from './explained.ts'
import { quoted } from './quoted.ts'
import { titled } from './sentence-section.ts'

/** Which question a comment was taken to answer. */
export type Answered = 'sentence' | 'picture'

export type ReplyInput = {
  readonly answered: Answered
  readonly answer: Pick<ToldAnswer, 'text' | 'covers' | 'misconceptions'>
  /** The components that the comment speaks of, whether or not it says what they are for. */
  readonly components: readonly string[]
  /** What was said before this comment. */
  readonly before: Conversation
  readonly ideas: readonly Idea[]
  readonly misconceptions: readonly Misconception[]
  /** The ideas of the course's sentence; the first that an answer lacks is asked for. */
  readonly courseIdeas: readonly string[]
  /** Whether the comment seems to be in English, which is read best. */
  readonly isEnglish: boolean
  readonly saying: (id: SayingId) => readonly string[]
  readonly by: AskedBy
}

const LONGEST_WORDS = 140

/** The one comment that answers a student's answer: what it holds, in its own words; what can be added; one question back at most, and what comes next. */
export function answerReply(input: ReplyInput): string {
  const body = input.answered === 'sentence' ? aboutSentence(input) : aboutPicture(input)
  return `${answerMarker(input.by.commentId)}\n${body}<sub>In answer to ${askedWords(input.by)}. It was read by a program that looks for ideas, and counts for no grade; more can be added in another comment.</sub>\n`
}

/** The one comment to what was read as no answer. */
export function nudgeReply({ saying, by }: Pick<ReplyInput, 'saying' | 'by'>): string {
  return [
    `${answerMarker(by.commentId)}\n`,
    'This was not read as an answer to one of the questions above, and needs none. The first of them, whenever there is a minute:\n\n',
    `> ${saying('question').map((line) => sentence(line)).join(' ')}\n\n`,
    `<sub>In answer to ${askedWords(by)}. Comments between people are left alone: mention somebody to ask them. \`/help\` shows what can be asked of the App.</sub>\n`,
  ].join('')
}

/** What stands in the place of an answer whose comment was changed or taken back: nothing of what it said. */
export function takenBackReply(by: AskedBy): string {
  return `${answerMarker(by.commentId)}\nThe comment that was answered here was changed or taken back, and so is the answer.\n`
}

function aboutSentence(input: ReplyInput): string {
  const { answer: { text, covers, misconceptions }, ideas, courseIdeas, saying, isEnglish } = input
  const own = ideas.filter(({ question }) => question === 'A')
  const covered = new Set(covers.map(({ id }) => id))
  const course = `*${saying('sentence').map((line) => sentence(line)).join(' ')}*`
  const next = isExplained(input) ? '' : '**Next:** the picture above. Explain a box or a line of it in a comment, whichever you like best.\n\n'
  const asked = questionBack(input, own)
  if (covered.size === 0) {
    const why = isEnglish ? 'None of the ideas that this reader knows was recognised in it, which may be the reader\'s fault.' : 'This reader knows English best, and recognised none of the ideas in it; that says nothing about the sentence.'
    return `${why} The course says it so: ${course}\n\n${asked === null ? '' : `One question to go on with: ${asked}\n\n`}${next}`
  }
  const before = saidBefore(input)
  const lacks = own.filter(({ id }) => courseIdeas.includes(id) && !covered.has(id))
  const added = lacks.filter(({ id }) => !before.has(id))
  const held = own.filter(({ id }) => covered.has(id)).map(({ id, title }) => `**${sentence(title)}**${wordsOf(covers.find((one) => one.id === id)?.words ?? '', text)}`)
  const beyond = own.filter(({ id }) => !courseIdeas.includes(id) && covered.has(id))
  const whole = lacks.length === 0 ? 'Yours holds all of it.' : 'Together with what you said before, yours holds all of it.'
  return [
    `Your sentence speaks of ${inWords(held)}.${newSince(input, own)}\n\n`,
    `The course says it so: ${course} `,
    added.length === 0 ? whole : `Beside ${before.size > 0 ? 'what you have said' : 'yours'} it adds ${inWords(added.map(({ title, means }) => `**${sentence(title)}** (${sentence(means)})`))}.`,
    beyond.length > 0 ? ` Yours adds ${inWords(titled(beyond.map(({ id }) => id), own))}.` : '', '\n\n',
    asked === null ? '' : `${misconceptions.length === 0 ? 'One question back' : 'One question to hold against it'}: ${asked}\n\n`, next,
  ].join('')
}

/** The ideas of the sentences before this one: nobody is asked again for what they have said. */
function saidBefore({ before: { first, latest } }: ReplyInput): ReadonlySet<string> {
  return new Set([...first?.covers ?? [], ...latest?.covers ?? []].map(({ id }) => id))
}

/** What a sentence that is said again speaks of and the first one did not. */
function newSince({ answer: { covers }, before: { first } }: ReplyInput, own: readonly Idea[]): string {
  if (first === null) return ''
  const known = new Set(first.covers.map(({ id }) => id))
  const added = covers.flatMap(({ id }) => known.has(id) ? [] : [id])
  return added.length === 0 ? '' : ` New since your first one: ${inWords(titled(added, own))}.`
}

/** Whether all of the picture was explained before. */
function isExplained({ ideas, before }: ReplyInput): boolean {
  return explainedSoFar(ideas, before).every(({ open }) => open.length === 0)
}

/** The one question back: to a belief that leaves much out, else to the central idea that is missing; null where none is. */
function questionBack(input: ReplyInput, own: readonly Idea[]): string | null {
  const { answer: { covers, misconceptions: believed }, misconceptions, courseIdeas } = input
  const held = misconceptions.find(({ id }) => believed.some((one) => one.id === id))?.asks
  if (held !== undefined) return sentence(held)
  const said = new Set([...covers.map(({ id }) => id), ...saidBefore(input)])
  const missing = courseIdeas.find((id) => !said.has(id))
  const idea = own.find(({ id }) => id === missing)
  return idea === undefined ? null : sentence(idea.asks)
}

/** The student's own words for an idea, where they are fewer than the whole. */
function wordsOf(words: string, text: string): string {
  const shown = words.trim()
  return shown === '' || shown.length > LONGEST_WORDS || shown.length >= text.trim().length ? '' : ` (“${quoted(shown)}”)`
}

function aboutPicture(input: ReplyInput): string {
  const { answer: { covers }, before, ideas, by, components, isEnglish } = input
  const now: Conversation = { ...before, said: new Map([...before.said, ...covers.map(({ id }) => [id, by] as const)]) }
  const all = explainedSoFar(ideas, now)
  const own = new Set(covers.map(({ id }) => id))
  const held = all.filter(({ said }) => said.some(({ id }) => own.has(id)))
  const fresh = held.filter(({ said }) => said.some(({ id }) => own.has(id) && !before.said.has(id)))
  // What was said before is said again only where nothing is new.
  const told = fresh.length > 0 ? fresh : held
  const partly = told.find(({ open }) => open.length > 0)
  const lines = told.map((one) => `- ${toldWords(one)}\n`)
  const asked = partly === undefined ? '' : `One more side of ${sentence(partly.name)}: ${sentence(partly.open[0]?.asks ?? '')}\n\n`
  return `${lines.length === 0 ? nothingRead(components, all, isEnglish) : `${lines.join('')}\n${asked}`}${leftWords(all)}`
}

function toldWords({ name, said, open, question }: Explained): string {
  return `**${sentence(name)}**: ${said.map(({ means }) => sentence(means)).join('; ')}.${open.length === 0 && question === 'B' ? ' That explains it.' : ''}`
}

function nothingRead(components: readonly string[], all: readonly Explained[], isEnglish: boolean): string {
  const named = components.map((one) => nameOf([one]))
  const first = all.find(({ question, about, open }) => question === 'B' && about[0] === components[0] && open.length > 0)
  const why = isEnglish ? 'What it does was not recognised, which may be the reader\'s fault: it knows phrases, not meaning.' : 'This reader knows English best, and recognised nothing in it; that says nothing about the answer.'
  if (named.length === 0) return `${why} Naming the component first helps: “DVC …”, “Drift detection …”.\n\n`
  return `It speaks of ${inWords(named.map((name) => `**${sentence(name)}**`))}. ${why}${first === undefined ? '' : ` ${sentence(first.open[0]?.asks ?? '')}`}\n\n`
}

/** What is still to say; no list of it, so that there is something to find. */
function leftWords(all: readonly Explained[]): string {
  const [components, connections] = [explainedCount(all, 'B'), explainedCount(all, 'C')]
  const left = [components.of - components.whole, connections.of - connections.whole] as const
  if (left[0] === 0 && left[1] === 0) return 'With that, every component and every connection is explained.\n\n'
  return `Explained so far: ${components.whole} of ${components.of} components, ${connections.whole} of ${connections.of} connections; the table under the picture has them.\n\n`
}
