import { courseName, namedCourse } from '../../course/course-name.ts'
import type { CountStore } from '../../flow/ports/count-port.ts'
import { callOperation } from '../../flow/course-service/call-operation.ts'
import { repositoriesNamed } from '../../flow/people/repositories-named.ts'
import { applyRejudging, beginRejudging, previewRejudging, undoRejudging, type RejudgingParts, type RejudgingTurned } from '../../flow/grades/rejudging.ts'
import type { Environment } from '../../github/connection.ts'
import type { Course } from '../../model/course.ts'
import type { OperationId } from '../../model/role.ts'
import type { RejudgingPreview } from '../../model/rejudging-preview.ts'
import { notNamedWords } from '../../report/courses/not-named.ts'
import { jsonReport } from '../../report/formats/json-report.ts'
import { begunText, disputeLines, named, rejudgingsText, rejudgingText } from '../../report/gradebook/rejudging-text.ts'
import { safeForTerminal } from '../../report/text/terminal-text.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import type { RejudgeOptions } from '../rejudge-options.ts'
import { withCourse, withCourseParts } from '../with-course.ts'

/**
 * Judges repositories of a course again, at the commits that count: begins that, shows what it would change, applies or undoes it, or lists what there was. Exit code 2 where no such course or re-judging is there, nobody is meant, or it cannot be
 * applied or undone now; what is to be done then is said.
 */
export async function runRejudge(options: RejudgeOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  // As JSON it is what the API answers.
  if (options.format === 'json') return withCourse(options.course, async (course, parts) => callOperation(OPERATION[options.kind], { kind: 'operator' }, course, await inputOf(options, course, parts.counts), parts), jsonReport, output, engineVersion, environment)
  return withCourseParts(options.course, async (course, parts) => {
    const calendar = course.settings
    const id = 'id' in options ? await idOf(options.id, course, parts.counts) : ''
    const tell = (text: string): number => {
      output.write(text)
      return EXIT_CODES.graded
    }
    switch (options.kind) {
      case 'list': return tell(rejudgingsText(courseName(namedCourse(course)), await parts.counts.rejudgings(course.id), calendar))
      case 'begin': return begin(course, options, parts, tell, output)
      case 'show': {
        const preview = await previewRejudging(course, id, parts)
        return preview === null ? refused(unknownId(options.id, course), output) : tell(rejudgingText(preview, calendar))
      }
      case 'apply': return turned(await applyRejudging(course, id, { by: null, reason: options.reason, disputes: options.disputes }, parts), id, course, tell, output)
      case 'undo': return turned(await undoRejudging(course, id, { by: null, reason: options.reason }, parts), id, course, tell, output)
    }
  }, output, engineVersion, environment)
}

const OPERATION: Readonly<Record<RejudgeOptions['kind'], OperationId>> = { list: 'rejudgings.read', begin: 'rejudgings.begin', show: 'rejudgings.preview', apply: 'rejudgings.apply', undo: 'rejudgings.undo' }

/** What the service is asked. */
async function inputOf(options: RejudgeOptions, course: Course, counts: Pick<CountStore, 'rejudgings'>): Promise<object> {
  const reason = 'reason' in options && options.reason !== '' ? { reason: options.reason } : {}
  if (options.kind === 'list') return {}
  if (options.kind !== 'begin') return { id: await idOf(options.id, course, counts), ...reason, ...options.kind === 'apply' && options.disputes !== null ? { disputes: options.disputes } : {} }
  const { whose } = options
  return { ...reason, ...whose.kind === 'all' ? { all: true } : whose.kind === 'section' ? { section: whose.section } : { students: whose.words } }
}

/** The id of a re-judging; `last` is the newest. */
async function idOf(word: string, course: Course, counts: Pick<CountStore, 'rejudgings'>): Promise<string> {
  return word === 'last' ? (await counts.rejudgings(course.id))[0]?.id ?? word : word
}

type Tell = (text: string) => number

async function begin(course: Course, { whose, reason }: Extract<RejudgeOptions, { readonly kind: 'begin' }>, parts: RejudgingParts, tell: Tell, output: Output): Promise<number> {
  const found = await repositoriesNamed(course, whose, parts)
  if (!found.ok) {
    const { says, next } = notNamedWords(courseName(namedCourse(course)), found)
    return refused(`${says}; ${next}. capstone-coach roster shows the list`, output)
  }
  const { rejudging, reached, unreached } = await beginRejudging(course, found.repositories, { by: null, reason }, parts)
  if (rejudging === null) return refused(unreached.length > 0 ? 'the App reaches none of these repositories; their grades stay as they are' : 'there is no repository to judge again', output)
  return tell(begunText(rejudging, reached, { unreached: unreached.length, without: found.without }))
}

function turned(result: RejudgingTurned, id: string, course: Course, tell: Tell, output: Output): number {
  switch (result.kind) {
    case 'done': return tell(doneText(result.preview, id))
    case 'not-found': return refused(unknownId(id, course), output)
    case 'no-turn': return refused(result.rejudging.state === 'prepared' ? `re-judging ${id} was never applied: there is nothing to undo` : `re-judging ${id} is ${result.rejudging.state} already`, output)
    case 'not-judged': return refused(`not all of re-judging ${id} is judged yet: ${named(result.preview.waiting)}. Look again in a while with capstone-coach rejudge ${id}; the App has to run for that. Nothing was applied`, output)
    case 'disputes-open':
      output.warn(disputeLines(result.preview, course.settings).join(''))
      return refused('say what becomes of these disputes: --disputes keep leaves them open, --disputes close closes them with the reason. Nothing was applied', output)
  }
}

function doneText({ rejudging, changed }: RejudgingPreview, id: string): string {
  const count = changed.length === 1 ? '1 grade' : `${changed.length} grades`
  return rejudging.state === 'applied' ? `Re-judging ${id} is undone: ${count} ${changed.length === 1 ? 'is' : 'are'} as before.\n` : `Re-judging ${id} is applied: ${count} changed. To take it back: capstone-coach rejudge ${id} --undo --reason TEXT\n`
}

function unknownId(id: string, course: Course): string {
  return `${courseName(namedCourse(course))} has no re-judging ${JSON.stringify(id)}; capstone-coach rejudge lists them`
}

function refused(says: string, output: Output): number {
  output.warn(`capstone-coach: ${safeForTerminal(says)}\n`)
  return EXIT_CODES.usage
}
