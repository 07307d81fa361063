import { fileURLToPath } from 'node:url'
import { table } from './grade-section.mjs'
import { runScript } from './measure.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const run = (what) => runScript('run-rush', ROOT, JSON.stringify({ databaseUrl: null, processes: 1, limited: false, burst: false, killsOne: false, ...what })).printed
/** A rush that this machine does not keep up with is told within a short one. */
const SHORT = 20

/** Measures a deadline rush of so many repositories, with so many webhooks a second for so many seconds: without limits, and with those that GitHub documents; then one of more webhooks, and one of more repositories. */
export function measureRush({ rush, rate, lasts, fast, many }) {
  const usual = { size: rush, rate, seconds: lasts }
  return [usual, { ...usual, limited: true }, { ...usual, rate: fast, seconds: Math.min(lasts, SHORT) }, { ...usual, size: many }].map(run)
}

/** The table of a rush, and what GitHub's limits would let through of it. */
export function rushTable(runs) {
  const [, limited] = runs
  return [
    'each repository in turn is pushed to and has CI run on it, every other one on a branch with a pull request, so that about so many webhooks of what students do come a second; answers of this GitHub take 80 to 400 ms. From the last event of a commit to its verdict; the aim is a p95 under 5 s at 10 a second without limits, no request refused, and 400 MB a process.',
    ...table(['repositories', 'limits', 'asked a second', 'of students', 'a second', 'all webhooks', 'pushes', 'verdicts', 'overtaken', 'left', 'p50 s', 'p95 s', 'requests', 'writes', 'blobs', 'refused', 'told twice', 'largest process MB', 'all MB', 'loop p50 ms', 'loop p99 ms', 'loop max ms'], runs.map((one) => [
      one.size, one.limited ? 'as documented' : 'none', one.rate, one.webhooks, (one.webhooks / one.seconds).toFixed(1), one.deliveries, one.pushes, one.told, one.overtaken, one.left, seconds(one.p50), seconds(one.p95), one.requests, one.writes, one.blobs, one.refused, one.twice,
      Math.round(one.memory.process), Math.round(one.memory.tree), one.loop.p50.toFixed(1), one.loop.p99.toFixed(1), one.loop.max.toFixed(0),
    ])),
    ...limited === undefined ? [] : [arithmetic(runs[0], limited)],
  ]
}

/** What the limits let through at most, told by what a push costs without them. */
function arithmetic({ told, points, requests, pushes, seconds: pushedFor }, { size }) {
  if (told === 0) return 'no verdict was told without limits: what a push costs is not known'
  const [pointsAPush, requestsAPush, pushesAMinute] = [points / told, requests / told, pushes * 60 / pushedFor]
  const hour = Math.min(12_500, 5000 + 50 * Math.max(0, 2 * size - 20))
  return `without limits a judged commit took ${pointsAPush.toFixed(1)} points and ${requestsAPush.toFixed(1)} requests, and ${pushesAMinute.toFixed(0)} came a minute: ${(pointsAPush * pushesAMinute).toFixed(0)} points a minute of 900, ${(requestsAPush * pushesAMinute * 60).toFixed(0)} requests an hour of ${hour}, ${(pushesAMinute * 60).toFixed(0)} check runs an hour of 500 where they are content. So one installation has at most ${Math.floor(Math.min(hour / requestsAPush, 500))} verdicts an hour, ${Math.floor(hour / requestsAPush)} where check runs are no content.`
}

/** Measures how one burst of pushes is shared by one, two and four processes, and by four of which one is killed in the middle, each on a PostgreSQL of its own; null where that is not installed. */
export async function measureReplicas({ rush }, withPostgres) {
  const runs = []
  for (const one of [{ processes: 1 }, { processes: 2 }, { processes: 4 }, { processes: 4, killsOne: true }]) runs.push(await withPostgres((databaseUrl) => databaseUrl === null ? null : run({ size: rush, rate: 0, seconds: 0, databaseUrl, burst: true, ...one })))
  return runs.includes(null) ? null : runs
}

/** The table of replicas, beside one process. */
export function replicasTable(runs) {
  if (runs === null) return ['PostgreSQL was not found: replicas are not measured']
  const [one] = runs
  const rate = ({ told, whole }) => told / whole
  return [
    'each repository is pushed to once, as fast as can be; processes, GitHub and database share this machine, so that more than its processors do not help.',
    ...table(['processes', 'verdicts', 'left', 'verdicts a minute', 'over one process', 'p50 s', 'p95 s', 'told twice', 'refused', 'largest process MB'], runs.map((each) => [
      each.killsOne ? `${each.processes}, one killed at half` : each.processes, each.told, each.left, (60 * rate(each)).toFixed(1), (rate(each) / rate(one)).toFixed(2), seconds(each.p50), seconds(each.p95), each.twice, each.refused, Math.round(each.memory.process),
    ])),
  ]
}

function seconds(milliseconds) {
  return milliseconds === null ? '–' : (milliseconds / 1000).toFixed(1)
}
