import type { ClassStanding } from '../../../model/class-standing.ts'
import { lastDays } from '../../../course/local-time.ts'
import { shownDay, shownDayOfYear, type Calendar } from '../../../course/shown-time.ts'
import { cleanLine } from '../../text/clean-text.ts'
import { html, type Html } from '../../text/html.ts'
import { barChart, type Bar } from '../charts/bars.ts'
import { lineChart, type Point } from '../charts/line.ts'
import { shareBar, sharesOf } from '../item-shares.ts'
import { pathOf, repositoryPath } from '../site-page.ts'
import { gradeIn } from './class-query.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** Where so few of the class have an item, it may be the lesson and not the students. */
const FEW = 0.4
const RUSH_HOURS = 72
const RUSH_STEP = 3
const MOST_DAYS = 60
const LONGEST_ABOUT = 80

export type ChartsOf = { readonly courseId: string; readonly calendar: Calendar; readonly dueAt: number | null; readonly now: number }

/** What a class shows as a whole: how grades are spread, how many have each item, how the steps come along, when work is pushed, and which failure several have. */
export function classCharts(standing: ClassStanding, of: ChartsOf): Html {
  return html`<section class="charts" aria-label="The class as a whole">
${gradesChart(standing)}${stepsChart(standing, of)}${pushesChart(standing, of)}</section>
${itemShares(standing, of)}${sharedFailures(standing, of)}`
}

function gradesChart({ rows }: ClassStanding): Html {
  const percents = rows.flatMap((row) => gradeIn(row)?.percent ?? [])
  if (percents.length === 0) return html``
  const bars = Array.from({ length: 10 }, (_, at): Bar => ({ label: `${at * 10}`, count: percents.filter((percent) => Math.min(9, Math.floor(percent / 10)) === at).length }))
  return barChart('Grades, in tens of percent', bars, { unit: 'students' })
}

/** How many steps are done on average, by the day on which each was shown first. */
function stepsChart({ rows, steps }: ClassStanding, { calendar, dueAt, now }: ChartsOf): Html {
  const judged = rows.filter(({ standing }) => standing !== null && standing.steps.length > 0)
  const done = judged.flatMap(({ standing }) => standing?.steps.flatMap(({ state, since }) => state === 'done' && since !== null ? [since] : []) ?? []).toSorted((one, other) => one - other)
  const [first] = done
  if (first === undefined) return html``
  const from = Math.max(first, now - MOST_DAYS * DAY)
  const days = Math.max(1, Math.ceil((now - from) / DAY))
  const points = Array.from({ length: days + 1 }, (_, at): Point => {
    const until = Math.min(now, from + at * DAY)
    return { label: shownDay(until, calendar), value: done.filter((time) => time <= until).length / judged.length }
  })
  const dueDay = dueAt === null ? -1 : Math.round((dueAt - from) / DAY)
  return lineChart('Steps done, on average', points, { most: steps.length, unit: 'steps', ...dueDay >= 0 && dueDay <= days ? { mark: { at: dueDay, label: 'due' } } : {} })
}

/** The hours before the due day where that is near or past, else the last days. */
function pushesChart({ pushes }: ClassStanding, { calendar, dueAt, now }: ChartsOf): Html {
  if (pushes.length === 0) return html``
  if (dueAt !== null && now > dueAt - RUSH_HOURS * HOUR) {
    const hours = Array.from({ length: RUSH_HOURS / RUSH_STEP + 4 }, (_, at) => RUSH_STEP * at - RUSH_HOURS)
    // What comes in the last millisecond of the due time is in time.
    const counts = countsFrom(hours.map((hour) => dueAt + 1 + hour * HOUR), dueAt + 1 + (Math.max(...hours) + RUSH_STEP) * HOUR, pushes)
    return barChart('Pushes around the due day, by three hours', hours.map((hour, at): Bar => ({ label: hour === 0 ? 'due' : `${hour} h`, count: counts[at] ?? 0, mark: hour >= 0 })), { every: 8, unit: 'pushes' })
  }
  const days = lastDays(now, calendar.timeZone, 28)
  const counts = countsFrom(days, Infinity, pushes)
  return barChart('Pushes in the last four weeks, by day', days.map((day, at): Bar => ({ label: shownDayOfYear(day, calendar), count: counts[at] ?? 0 })), { every: 7, unit: 'pushes' })
}

/** How many of some times are within each stretch: from its beginning until the next one begins, the last until `end`. */
function countsFrom(begins: readonly number[], end: number, times: readonly number[]): readonly number[] {
  const counts = begins.map(() => 0)
  for (const time of times) {
    const at = time < end ? begins.findLastIndex((begin) => begin <= time) : -1
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/** The share of the class at each item, those that fewest have in front. */
function itemShares({ rows, items }: ClassStanding, { courseId }: ChartsOf): Html {
  const counts = items.map((item) => ({ ...item, ...sharesOf(rows, item.id) })).filter(({ of }) => of > 0).toSorted((one, other) => one.share - other.share)
  if (counts.length === 0) return html``
  return html`<section>
<h2>How many repositories have each item</h2>
<table class="shares"><thead><tr><th scope="col">Item</th><th scope="col">In place</th><th scope="col">Outcomes</th><th scope="col"><span class="unseen">Remark</span></th></tr></thead><tbody>
${counts.map(({ id, title, of, by, share }) => html`<tr><th scope="row"><a href="${pathOf(courseId)}/items/${encodeURIComponent(id)}">${title}</a></th><td class="number">${Math.round(100 * share)} %</td><td>${shareBar(by)}</td><td class="soft">${share < FEW && of >= 5 ? 'Few have it: teach it again?' : ''}</td></tr>
`)}</tbody></table>
</section>
`
}

function sharedFailures({ failures }: ClassStanding, { courseId }: ChartsOf): Html {
  if (failures.length === 0) return html``
  return html`<section>
<h2>The same failure of CI in several repositories</h2>
<ul>
${failures.slice(0, 10).map(({ kind, about, repositories }) => html`<li>${kind.replaceAll('-', ' ')}${about === '' ? null : html`: <code>${cleanLine(about, LONGEST_ABOUT)}</code>`} in ${repositories.length}: ${repositories.slice(0, 8).map(({ id, name }, at) => html`${at === 0 ? '' : ', '}<a href="${repositoryPath(courseId, id)}">${name}</a>`)}${repositories.length > 8 ? ` and ${repositories.length - 8} more` : ''}</li>
`)}</ul>
</section>
`
}
