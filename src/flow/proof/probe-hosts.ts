import type { CourseSettings } from '../../model/course.ts'
import type { Deployment } from '../../model/run.ts'

/** The hosts that may be asked for a repository: those that its own deployments name, and those of its course. None where the course does not turn probes on. Written as `URL` writes them. */
export function probeHostsOf({ probesEnabled, probeHosts }: Pick<CourseSettings, 'probesEnabled' | 'probeHosts'>, deployments: readonly Pick<Deployment, 'url'>[]): readonly string[] {
  if (!probesEnabled) return []
  const named = deployments.flatMap(({ url }) => url !== null && URL.canParse(url) ? [new URL(url).hostname] : []).filter((host) => host !== '')
  return [...new Set([...named, ...probeHosts.map((host) => host.toLowerCase())])]
}
