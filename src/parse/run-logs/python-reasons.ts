import type { RunReason } from '../../model/run-reason.ts'
import { pathInRepository, placeIn, toldReason, type ToldReason } from './told-reason.ts'

/** How far above its last line a traceback is looked through. */
const LONGEST_TRACE = 120
const MODULE = /^(?:E {1,8})?(?:ModuleNotFoundError|ImportError): No module named '?([\w.-]{1,200})/
const RUN_AS_MODULE = /^\S{0,300}python[\d.]{0,6}(?:\.exe)?: No module named ([\w.-]{1,200})/
const NAME = /^(?:E {1,8})?ImportError: (?:cannot import name '([^']{1,200})'(?: from (?:partially initialized module )?'([^']{1,200})')?|.)/
const SYNTAX = /^(?:E {1,8})?(?:SyntaxError|IndentationError|TabError): (.{1,300})/
const NO_FILE = /^(?:E {1,8})?FileNotFoundError: \[Errno 2\] [^:]{1,100}: '([^']{1,300})'/
const MEMORY = /^(?:E {1,8})?(?:MemoryError\b|numpy\S{0,60}MemoryError\b|torch\S{0,40}OutOfMemoryError\b|RuntimeError: CUDA out of memory)/
/** `File "app/main.py", line 3, in <module>`, and pytest's `app/main.py:3: in <module>`. */
const FRAME = /^\s{0,8}(?:E {1,8})?\s{0,8}File "([^"]{1,400})", line (\d{1,7})|^([\w./\\-]{1,400}\.py):(\d{1,7}): (?:in |[A-Z]\w{1,60}(?:Error|NotFound))/

/** What ended Python, by the last line of a traceback: a module or a name that is not there, a file, syntax, memory. */
export function pythonReasons(output: readonly string[]): readonly ToldReason[] {
  return output.flatMap((line, end): readonly ToldReason[] => {
    const module = (MODULE.exec(line) ?? RUN_AS_MODULE.exec(line))?.[1]
    if (module !== undefined) return [toldReason({ kind: 'missing-module', line, about: [module], at: frameAbove(output, end), end })]
    const name = NAME.exec(line)
    if (name !== null) return [toldReason({ kind: 'import-error', line, about: [name[1], name[2]], at: frameAbove(output, end), end })]
    const syntax = SYNTAX.exec(line)
    if (syntax !== null) return [toldReason({ kind: 'syntax-error', line, about: [syntax[1]], at: frameAbove(output, end), end })]
    const file = NO_FILE.exec(line)?.[1]
    if (file !== undefined) return [toldReason({ kind: 'no-such-file', line, about: [pathInRepository(file) ?? file], at: frameAbove(output, end), end })]
    return MEMORY.test(line) ? [toldReason({ kind: 'memory', line, at: frameAbove(output, end), end })] : []
  })
}

/** The innermost place of a traceback that is of the repository. */
function frameAbove(output: readonly string[], end: number): RunReason['at'] {
  for (let index = end - 1; index >= Math.max(0, end - LONGEST_TRACE); index -= 1) {
    const line = output[index] ?? ''
    if (line.startsWith('Traceback (most recent call last)')) return null
    const [, path, at, own, ownAt] = FRAME.exec(line) ?? []
    const place = placeIn(path ?? own, at ?? ownAt)
    if (place !== null) return place
  }
  return null
}
