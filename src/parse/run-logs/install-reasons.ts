import { pathInRepository, toldReason, type Telling, type ToldReason } from './told-reason.ts'

type Rule = readonly [pattern: RegExp, tell: (match: RegExpExecArray) => Pick<Telling, 'kind' | 'about' | 'at'>]

const file = (path: string | undefined): Pick<Telling, 'kind' | 'about' | 'at'> => ({ kind: 'no-such-file', about: [path === undefined ? undefined : pathInRepository(path) ?? path] })

/** What a shell, pip, uv, make and an image's build say where something is not there; the first that fits a line. */
const RULES: readonly Rule[] = [
  [/^ERROR: Could not find a version that satisfies the requirement ([\w.[\],<>=!~ -]{1,200}?) \(from/, ([, name]) => ({ kind: 'missing-package', about: [name] })],
  [/^ERROR: No matching distribution found for ([\w.[\],<>=!~-]{1,200})/, ([, name]) => ({ kind: 'missing-package', about: [name] })],
  [/Because ([\w.-]{1,100}) was not found in the package registry/, ([, name]) => ({ kind: 'missing-package', about: [name] })],
  [/^.{0,8}Because there (?:is|are) no versions? of ([\w.=<>~!-]{1,100})/, ([, name]) => ({ kind: 'missing-package', about: [name] })],
  [/^ERROR: Cannot install .{1,300}because these package versions have conflicting dependencies/, () => ({ kind: 'package-conflict' })],
  [/^ERROR: ResolutionImpossible/, () => ({ kind: 'package-conflict' })],
  [/^ERROR: Could not open requirements file: \[Errno 2\][^']{0,80}'([^']{1,300})'/, ([, path]) => file(path)],
  [/^(?:\S{1,300}: )?line \d{1,6}: ([\w.+-]{1,100}): command not found/, ([, name]) => ({ kind: 'missing-command', about: [name] })],
  [/^\/bin\/(?:ba|da)?sh: (?:line )?\d{1,6}: ([\w.+-]{1,100}): not found/, ([, name]) => ({ kind: 'missing-command', about: [name] })],
  [/^error: Failed to spawn: `([\w.+-]{1,100})`/, ([, name]) => ({ kind: 'missing-command', about: [name] })],
  [/^Command not found: ([\w.+-]{1,100})/, ([, name]) => ({ kind: 'missing-command', about: [name] })],
  [/^make(?:\[\d{1,3}\])?: ([\w.+-]{1,100}): No such file or directory/, ([, name]) => ({ kind: 'missing-command', about: [name] })],
  [/^make(?:\[\d{1,3}\])?: \*\*\* No rule to make target ['`]([^']{1,200})'/, ([, name]) => ({ kind: 'no-such-target', about: [name] })],
  [/^ERROR: file or directory not found: (\S{1,300})/, ([, path]) => file(path)],
  [/: can't open file '([^']{1,300})': \[Errno 2\]/, ([, path]) => file(path)],
  [/failed to (?:read dockerfile|solve with frontend dockerfile\S{0,20}): .{0,80}open ([\w./-]{1,200}): no such file/, ([, path]) => file(path)],
  [/failed to (?:compute cache key|calculate checksum of ref).{0,200}"\/?([^"]{1,300})": not found/, ([, path]) => file(path)],
  [/^(?:cat|cp|mv|ls|bash|sh|source|chmod|cd|unzip|tar|\S{1,300}: line \d{1,6}): (?:cannot (?:stat|access) ')?([\w./-]{1,300})'?: No such file or directory/, ([, path]) => file(path)],
  [/^\S{1,300}: line (\d{1,6}): syntax error near unexpected token (.{1,60})/, ([, , token]) => ({ kind: 'syntax-error', about: [`syntax error near unexpected token ${token ?? ''}`] })],
]

/** What is not there of what a step's commands ask for: packages, commands, files, targets. A message of several lines is told by its first. */
export function installReasons(output: readonly string[]): readonly ToldReason[] {
  const told: ToldReason[] = []
  output.forEach((line, end) => {
    for (const [pattern, tell] of RULES) {
      const match = pattern.exec(line)
      if (match === null) continue
      const one = toldReason({ ...tell(match), line, end })
      const last = told.at(-1)
      const isSame = last !== undefined && last.reason.kind === one.reason.kind && end - last.end <= 3
      if (isSame) told[told.length - 1] = { reason: last.reason, end }
      else told.push(one)
      return
    }
  })
  return told
}
