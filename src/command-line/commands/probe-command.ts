import { withEnvironmentFile } from '../../operate/environment-file.ts'
import { tellProblems } from '../../operate/configuration.ts'
import { settingReader } from '../../operate/setting-values.ts'
import type { ProbeKind } from '../../model/probe.ts'
import { createProber } from '../../probe/prober.ts'
import { probeAgent } from '../../probe/user-agent.ts'
import { probeText } from '../../report/probe-text.ts'
import type { Environment } from '../../github/connection.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { ProbeOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { packageVersion } from '../package-folder.ts'

/** Asks a service as the App would where a course turns that on, and prints what was seen; exit code 3 where something was not asked or gave no answer. */
export async function runProbe({ url, health, metrics }: ProbeOptions, output: Output, environment: Environment): Promise<number> {
  const reader = settingReader(withEnvironmentFile(environment, '.env'))
  const [loopback, publicUrl] = [reader.choice('PROBE_LOOPBACK', ['false', 'true']) === 'true', reader.address('PUBLIC_URL')]
  const problems = reader.problems()
  if (problems.length > 0) {
    output.warn(`${tellProblems(problems)}\n`)
    return EXIT_CODES.usage
  }
  const prober = createProber({ userAgent: probeAgent(packageVersion(), publicUrl), loopback })
  // Whoever asks by hand names the host himself.
  const hosts = URL.canParse(url) ? [new URL(url).hostname] : []
  const asked: readonly (readonly [ProbeKind, string | null])[] = [['health', health], ['metrics', metrics]]
  let answered = true
  for (const [what, path] of asked) {
    if (path === null) continue
    const probe = await prober.ask({ what, url, path, hosts })
    answered &&= probe.result.kind === 'answered'
    output.write(probeText(probe, output.layout))
  }
  return answered ? EXIT_CODES.graded : EXIT_CODES.cannotRead
}
