import type { ScriptShell } from '../../parse/runners/task.ts'

/** Programs that print, copy or look at the script they are given. */
const READS_ONLY = /^(?:\S*\/)?(?:cat|echo|printf|true|false|less|more|head|tail|wc|tee|ls|file|stat|test|cp|mv|rm|touch|cmp|diff|sort|sha256sum|md5sum)(?:\s|$)/

/**
 * How GitHub runs a script by the `shell` of its step: without one `bash -e {0}` (PowerShell on Windows), `bash` is `bash --noprofile --norc -eo pipefail {0}`,
 * `sh` is `sh -e {0}`, anything else is run as written (GitHub's documentation, "jobs.<job_id>.steps[*].shell"). Null where it is no shell.
 */
export function shellOf(shell: string | null): ScriptShell | null {
  if (shell === null) return { errexit: true, pipefail: false }
  const text = shell.trim()
  if (text === 'bash') return { errexit: true, pipefail: true }
  if (text === 'sh') return { errexit: true, pipefail: false }
  if (/^(?:pwsh|powershell)\b/i.test(text)) return { errexit: false, pipefail: false, goesOn: 'PowerShell goes on after a program that fails' }
  if (/^cmd\b/i.test(text)) return { errexit: false, pipefail: false, goesOn: 'cmd goes on after a program that fails' }
  if (/^(?:python|node|perl|ruby|Rscript)\b/i.test(text) || READS_ONLY.test(text)) return null
  return { errexit: /\s-\w*e/.test(text) || text.includes('errexit'), pipefail: text.includes('pipefail') }
}
