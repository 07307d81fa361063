import { fileURLToPath } from 'node:url'
import { table } from './grade-section.mjs'
import { runScript } from './measure.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Measures what the App asks of GitHub: by kind of event, and for a class of so many repositories. */
export function measureApp(size) {
  return runScript('run-app', ROOT, String(size)).printed
}

/** The table of requests, and the share of blobs. */
export function appTable({ size, seconds, requests, blobs, events }) {
  return [
    'requests to GitHub by kind of event; a push may cost 4 reads, CI at rest 3 a run, and each place is written where what it says has changed',
    ...table(['event', 'reads', 'writes'], events.map(({ event, reads, writes }) => [event, reads, writes])),
    '',
    `a class of ${size} repositories from one template: ${blobs.files} files of ${blobs.contents} different contents; ${blobs.asked} blobs were asked for, so ${(100 * (1 - blobs.asked / blobs.files)).toFixed(1)} % of the files cost nothing`,
    `from the installation to the last verdict ${seconds.toFixed(0)} s, ${requests} requests (${(requests / size).toFixed(1)} a repository)`,
  ]
}
