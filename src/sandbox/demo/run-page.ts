import { escaped } from '../escaped.ts'
import type { Job, WorkflowRun } from '../state/records.ts'
import { demoPage } from './demo-page.ts'

/** One run of a workflow with its jobs and steps; a step stands at the anchor that GitHub's links name, `step:4:1`. */
export function runPage(name: string, run: WorkflowRun, jobs: readonly Job[]): string {
  return demoPage(`${run.name} #${run.number}`, `<h1>${escaped(run.name)} #${run.number}: ${escaped(run.conclusion ?? run.status)}</h1>
<p><code>${escaped(run.path)}</code> on <a href="/${escaped(name)}/commit/${escaped(run.headSha)}">${escaped(run.headSha.slice(0, 7))}</a> of ${escaped(name)}, started by ${escaped(run.event)}.</p>
${jobs.map((job) => jobSection(job, jobs.length === 1)).join('\n')}`)
}

function jobSection({ id, name, status, conclusion, steps }: Job, isAlone: boolean): string {
  // Steps of several jobs bear the same numbers.
  const rows = steps.map((step) => `<li id="${isAlone ? '' : `${id}-`}step:${step.number}:1">${escaped(step.name)}: ${escaped(step.conclusion ?? step.status)}</li>`).join('')
  return `<section aria-label="${escaped(name)}"><h2>${escaped(name)}: ${escaped(conclusion ?? status)}</h2><ol>${rows}</ol></section>`
}
