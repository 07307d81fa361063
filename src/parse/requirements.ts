/** One package that a file names: `name` as PyPI compares names (lower case, `-` between words). Lines count from 1. */
export type NamedPackage = { readonly name: string; readonly line: number }

/** What a requirements file says; `includes` are the paths of `-r` and `-c`, `local` is set by `-e .` or `.`. */
export type RequirementsTree = {
  readonly packages: readonly NamedPackage[]
  readonly includes: readonly { readonly path: string; readonly line: number }[]
  readonly local: boolean
}

const LINES = 20_000

/** The package of a requirement such as `Uvicorn[standard]>=0.2 ; python_version < "3.9"` or `name @ https://…`; null where it names none. */
export function packageName(requirement: string): string | null {
  const egg = /[#&]egg=([\w.-]{1,100})/.exec(requirement)?.[1]
  const name = egg ?? /^\s*([A-Za-z0-9][A-Za-z0-9._-]{0,99})\s*(?:$|[[\]=<>!~;@#,\s])/.exec(requirement.slice(0, 500))?.[1]
  return name === undefined ? null : name.toLowerCase().replace(/[._-]+/g, '-').replace(/-$/, '')
}

/** Reads a pip requirements file (conda's `name=1.2=build` lists too). Never throws. */
export function readRequirements(text: string): RequirementsTree {
  const packages: NamedPackage[] = []
  const includes: { path: string; line: number }[] = []
  let local = false
  let continued = false
  text.split('\n', LINES).forEach((raw, index) => {
    const line = raw.trim()
    const goesOn = continued
    continued = line.endsWith('\\')
    if (goesOn || line === '' || line.startsWith('#')) return
    const include = /^(?:-r|--requirement|-c|--constraint)[\s=]+(\S+)/.exec(line)
    if (include) includes.push({ path: include[1] ?? '', line: index + 1 })
    else if (/^(?:(?:-e|--editable)[\s=]+)?\.(?:\[[^\]]*\])?(?:\s|$)/.test(line)) local = true
    else {
      const name = packageName(line.replace(/^(?:-e|--editable)[\s=]+/, ''))
      if (name !== null) packages.push({ name, line: index + 1 })
    }
  })
  return { packages, includes, local }
}
