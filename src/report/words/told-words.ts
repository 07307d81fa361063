import type { TestsTold, Told, ToldTest } from '../../model/told-report.ts'
import { plainLine } from '../text/plain-line.ts'
import { shown } from '../text/shown-number.ts'

const LONGEST = 120
const LONGEST_MESSAGE = 160

/** What a report of a run says of a criterion, in a few words without a full stop. */
export function toldWords(told: Told): string {
  switch (told.kind) {
    case 'tests': return countWords(told)
    case 'metric': return `${plainLine(told.name, LONGEST)} ${shown(told.value)} against the baseline’s ${shown(told.baseline)}`
    case 'coverage': return `${shown(told.percent)} % of the lines covered`
  }
}

/** The same as a sentence that follows what was found, with the report that says it. */
export function toldSentence(told: Told): string {
  const where = placeWords(told)
  const says = told.kind === 'tests' && told.others > 0 ? 'say' : 'says'
  switch (told.kind) {
    case 'metric': return `${where} of run ${told.place.run.id} says: ${toldWords(told)}.`
    case 'coverage': return `${where} says: ${toldWords(told)}.`
    case 'tests':
      switch (told.verdict) {
        case 'passed': return `${where}, ${told.others > 0 ? 'reports' : 'the report'} of that run, ${says} that all of these tests passed (${countWords(told)}); what failed is something else.`
        case 'skipped': return `${where} ${says} that all of these tests were skipped (${told.counts.skipped}), so the run shows nothing of them.`
        case 'hidden': return `${where} ${says}: ${countWords(told)}, and the step passed all the same, so it shows nothing of them. Failed: ${told.failed.map(testWords).join('; ')}${told.more > 0 ? `; and ${told.more} more` : ''}.`
        case 'counted': return `${where} ${says}: ${countWords(told)}.`
        case 'failed': return `${where} ${says}: ${countWords(told)}. Failed: ${told.failed.map(testWords).join('; ')}${told.more > 0 ? `; and ${told.more} more` : ''}.`
      }
  }
}

/** What to do next where tests failed or were skipped by their report; null where that says nothing of it. */
export function nextOfTold(told: TestsTold): string | null {
  const [first] = told.failed
  if (told.verdict === 'skipped') return 'Look in the log of the run for why these tests were skipped (a marker, a missing model or service), and give CI what they need.'
  if ((told.verdict !== 'failed' && told.verdict !== 'hidden') || first === undefined) return null
  // A command is copied as it stands: a name that a shell would read as more is told as a name.
  const words = first.path === null ? '' : `${first.path}::${first.name}`
  return `${/^[\w./:-]{1,300}$/.test(words) ? `Run \`pytest ${words}\`` : `Run the test ${nameOf(first)}`} on your machine, mend what it shows, then push.`
}

function placeWords(told: Told): string {
  const { place } = told
  const others = told.kind === 'tests' ? told.others : 0
  return `${plainLine(`${place.artifact}/${place.report.path}`, LONGEST)}${others === 0 ? '' : ` and ${others} other ${others === 1 ? 'report' : 'reports'}`}`
}

function countWords({ counts, seconds }: TestsTold): string {
  const words = [`${counts.passed} passed`, ...(counts.failed > 0 ? [`${counts.failed} failed`] : []), ...(counts.error > 0 ? [`${counts.error} with an error`] : []), ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : [])]
  return `${words.join(', ')}${seconds === null ? '' : ` in ${shown(Math.round(seconds * 10) / 10)} s`}`
}

function testWords(test: ToldTest): string {
  return `${nameOf(test)}${test.message === null ? '' : ` (${plainLine(test.message, LONGEST_MESSAGE)})`}`
}

function nameOf({ path, name }: ToldTest): string {
  return `“${plainLine(path === null ? name : `${path}::${name}`, LONGEST)}”`
}
