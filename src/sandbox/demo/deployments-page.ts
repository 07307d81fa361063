import { escaped } from '../escaped.ts'
import type { Deployment } from '../state/records.ts'
import { demoPage } from './demo-page.ts'

/** The deployments of a repository, the newest first. */
export function deploymentsPage(name: string, deployments: readonly Deployment[]): string {
  const rows = deployments.toReversed().map(({ id, sha, environment, statuses }) => {
    const last = statuses.at(-1)
    const answers = last === undefined || !/^https?:/.test(last.url) ? '' : ` at ${escaped(last.url)}`
    return `<li id="${id}">${escaped(environment)}: ${escaped(last?.state ?? 'pending')}${answers}, <a href="/${escaped(name)}/commit/${escaped(sha)}">${escaped(sha.slice(0, 7))}</a></li>`
  })
  return demoPage('Deployments', `<h1>Deployments of ${escaped(name)}</h1><ul>${rows.join('') || '<li>None.</li>'}</ul>`)
}
