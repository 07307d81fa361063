type Advised = { readonly name: string; readonly severity: string; readonly range?: string; readonly via?: readonly unknown[] }
type Report = { readonly vulnerabilities?: Readonly<Record<string, Advised>> | null; readonly message?: unknown; readonly error?: { readonly summary?: unknown } }

const HEAVY = ['high', 'critical']
const NOTHING_LOOKED_AT = 'Nothing was looked at.'

/** What `npm audit --json` printed, in words: `isBad` where a package has a known hole that is high or critical. A registry that does not answer finds nothing, and is told as that. */
export function auditWords(printed: string): { readonly isBad: boolean; readonly says: string } {
  const report = reportIn(printed)
  if (report === null) return { isBad: false, says: `The registry could not be asked for advisories: npm gave no answer. ${NOTHING_LOOKED_AT}` }
  if (typeof report.vulnerabilities !== 'object' || report.vulnerabilities === null) {
    const reason = typeof report.message === 'string' ? report.message : report.error?.summary
    return { isBad: false, says: `The registry could not be asked for advisories (${typeof reason === 'string' && reason !== '' ? reason.slice(0, 200) : 'no reason is given'}). ${NOTHING_LOOKED_AT}` }
  }
  const found = Object.values(report.vulnerabilities)
  const heavy = found.filter(({ severity }) => HEAVY.includes(severity))
  if (heavy.length > 0) return { isBad: true, says: `Known holes in packages that the App runs with:\n${heavy.map(lineOf).join('\n')}\nUpdate them; "npm audit" says to which version.` }
  return { isBad: false, says: found.length === 0 ? 'No hole is known in any package that the App runs with.' : `No hole of weight is known in packages that the App runs with; lighter ones: ${found.map(({ name }) => name).join(', ')}.` }
}

function reportIn(printed: string): Report | null {
  try {
    const value: unknown = JSON.parse(printed)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function lineOf({ name, severity, range, via = [] }: Advised): string {
  const titles = via.flatMap((one) => (typeof one === 'object' && one !== null && 'title' in one && typeof one.title === 'string' ? [one.title] : []))
  return `  ${[name, ...range === undefined ? [] : [range]].join(' ')}: ${[severity, ...titles].join('; ')}`
}
