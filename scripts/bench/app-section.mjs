import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ms, table } from './grade-section.mjs'
import { runScript } from './measure.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Measures what the App asks of GitHub, by kind of event and for a class of so many repositories; and how long it cannot answer while it judges a large clone. */
export function measureApp(size, clone) {
  return { ...runScript('run-app', ROOT, String(size)).printed, loop: runScript('run-loop', ROOT, join(clone, '.git')).printed }
}

/** The table of requests, the share of blobs, and the longest block of the event loop. */
export function appTable({ size, seconds, requests, blobs, events, loop }) {
  return [
    'requests to GitHub by kind of event; a push may cost 4 reads, CI at rest 3 a run, and each place is written where what it says has changed',
    ...table(['event', 'reads', 'writes'], events.map(({ event, reads, writes }) => [event, reads, writes])),
    '',
    `a class of ${size} repositories from one template: ${blobs.files} files of ${blobs.contents} different contents; ${blobs.asked} blobs were asked for, so ${(100 * (1 - blobs.asked / blobs.files)).toFixed(1)} % of the files cost nothing`,
    `from the installation to the last verdict ${seconds.toFixed(0)} s, ${requests} requests (${(requests / size).toFixed(1)} a repository)`,
    `a repository of 1,500 Python files, new to the App, then a push: its event loop was blocked for at most ${ms(loop.longest)} ms, ${(100 * loop.longest / loop.milliseconds).toFixed(1)} % of the ${(loop.milliseconds / 1000).toFixed(0)} s until both verdicts`,
  ]
}
