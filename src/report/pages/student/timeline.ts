import { shownDay, type Calendar } from '../../../course/shown-time.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import type { DomainEvent } from '../../../model/work.ts'
import { cleanLine } from '../../text/clean-text.ts'
import { html, type Html } from '../../text/html.ts'
import { decisionWords, subjectTitle } from './said.ts'
import type { StudentPageOf } from './student-of.ts'

const DAYS_OPEN = 7
const LONGEST = 120

type Entry = { readonly at: number; readonly says: string }
type Day = { readonly day: string; readonly entries: readonly { readonly says: string; readonly count: number }[] }

/** What happened in a repository, by day, the newest in front; the same happening of one day is told once, with how often. */
export function timeline(seen: RepositorySeen, { calendar }: StudentPageOf): Html {
  const days = daysOf([...seen.events.flatMap(eventEntry), ...saidEntries(seen, calendar)], calendar)
  if (days.length === 0) return html``
  const earlier = days.slice(DAYS_OPEN)
  return html`<section aria-labelledby="timeline">
<h2 id="timeline">Timeline</h2>
${days.slice(0, DAYS_OPEN).map(dayBlock)}${earlier.length === 0 ? null : html`<details>
<summary>${earlier.length === 1 ? 'One day before that' : `${earlier.length} days before that`}</summary>
${earlier.map(dayBlock)}</details>
`}</section>
`
}

function dayBlock({ day, entries }: Day): Html {
  return html`<h3>${day}</h3>
<ul>
${entries.map(({ says, count }) => html`<li>${says}${count === 1 ? '' : `, ${count} times`}</li>
`)}</ul>
`
}

/** Entries by the day of the course's clocks, each day's newest in front. */
function daysOf(entries: readonly Entry[], calendar: Calendar): readonly Day[] {
  const days = new Map<string, Map<string, number>>()
  for (const { at, says } of entries.toSorted((one, other) => other.at - one.at)) {
    const day = shownDay(at, calendar)
    const counts = days.get(day) ?? new Map<string, number>()
    counts.set(says, (counts.get(says) ?? 0) + 1)
    days.set(day, counts)
  }
  return [...days].map(([day, counts]) => ({ day, entries: [...counts].map(([says, count]) => ({ says, count })) }))
}

function saidEntries({ decisions, statements, record }: RepositorySeen, calendar: Calendar): readonly Entry[] {
  return [
    ...decisions.map((one) => ({ at: one.at, says: `${one.by.login}: ${decisionWords(one, record, calendar)}` })),
    ...statements.flatMap((one): readonly Entry[] => {
      if (one.kind === 'dispute') return [{ at: one.at, says: `${one.by.login} disputed ${subjectTitle(one.subject, record)}` }]
      if (one.kind === 'done') return [{ at: one.at, says: `${one.by.login} said that step ${one.step.slice('step-'.length)} is done` }]
      return one.kind === 'answer' ? [{ at: one.at, says: `${one.by.login} answered in their own words` }] : []
    }),
  ]
}

function eventEntry({ kind, at, actor, facts }: DomainEvent): readonly Entry[] {
  const by = actor === null ? '' : ` by ${actor.login}`
  const text = (name: string): string => typeof facts[name] === 'string' ? cleanLine(facts[name], LONGEST) : ''
  const number = typeof facts['number'] === 'number' ? `#${facts['number']}` : ''
  const says = ((): string | null => {
    switch (kind) {
      case 'push': return `Push to ${text('branch')}${by}${facts['forced'] === true ? ', over what was there' : ''}`
      case 'branch.deleted': return `Branch ${text('branch')} deleted${by}`
      case 'pull_request.opened': case 'pull_request.reopened': return `Pull request ${number} ${kind.slice('pull_request.'.length)}${by}`
      case 'pull_request.closed': return `Pull request ${number} ${facts['merged'] === true ? 'merged' : 'closed'}${by}`
      case 'pull_request.ready_for_review': return `Pull request ${number} ready for review`
      case 'pull_request_review.submitted': return `Pull request ${number} reviewed${by}: ${text('state').replaceAll('_', ' ')}`
      case 'workflow_run.completed': return `Run on ${text('headBranch') || text('headSha').slice(0, 7)}: ${text('conclusion').replaceAll('_', ' ') || 'ended'}`
      case 'deployment_status': return text('state') === 'success' || text('state') === 'failure' || text('state') === 'error' ? `Deployment of ${text('sha').slice(0, 7)}: ${text('state')}` : null
      case 'release.published': return `Release published${by}`
      default: return null
    }
  })()
  return says === null ? [] : [{ at, says }]
}
