import type { RunReason } from '../../model/run-reason.ts'
import { isOfPackage, pathInRepository, placeIn, toldReason, type Telling, type ToldReason } from './told-reason.ts'

/** How far above its last line a traceback is looked through. */
const LONGEST_TRACE = 120
/** `File "app/main.py", line 3, in <module>`, and pytest's `app/main.py:3: in <module>`, or `app/main.py:3:` where it shows the code above. */
const FRAME = /^\s{0,8}(?:E {1,60})?\s{0,8}File "([^"]{1,400})", line (\d{1,7})|^([\w./\\-]{1,400}\.py):(\d{1,7}):(?: (?:in |[A-Z]\w{1,60}(?:Error|NotFound))|$)/
/** A line of the program that writes a file: where the folder is missing, it is not the file that has to be there. */
const WRITES = /\.to_(?:csv|parquet|json|pickle|excel|feather)\(|\bsavefig\(|\b(?:joblib|pickle|json|yaml|cloudpickle)\.(?:safe_)?dump\(|\.write_(?:text|bytes)\(|\bopen\(.{0,200}['"][wax]b?\+?t?['"]|\.save(?:_model)?\(/
/** Modules that come with Python itself, and the versions that have them. */
const WITHIN: ReadonlyMap<string, string> = new Map([['tomllib', '>=3.11'], ['zoneinfo', '>=3.9'], ['graphlib', '>=3.9'], ['imp', '<3.12'], ['asyncore', '<3.12'], ['asynchat', '<3.12'], ['smtpd', '<3.12'], ['cgi', '<3.13'], ['crypt', '<3.13'], ['telnetlib', '<3.13'], ['imghdr', '<3.13'], ['pipes', '<3.13'], ['audioop', '<3.13']])

/** An exception that ends a traceback, whatever it says. Syntax has a reader of its own. */
const EXCEPTION = /^((?!SyntaxError|IndentationError|TabError)(?:[A-Za-z_]\w{0,60}\.){0,6}[A-Z]\w{0,60})(?::(?: .{0,400})?)?$/
/** Exceptions that only pass on that another program failed, or was told to end. */
export const PASSES_ON = /^(?:\w{1,60}\.){0,6}(?:CalledProcessError|SystemExit|KeyboardInterrupt|ExecutionException|UnexpectedExit|ShellCommandException|CellExecutionError|PapermillExecutionError|ChildProcessError)\b/
const TRACE = 'Traceback (most recent call last)'

type Trace = { readonly output: readonly string[]; readonly end: number }
type Rule = readonly [pattern: RegExp, tell: (match: RegExpExecArray, trace: Trace) => Omit<Telling, 'line' | 'end'> | null]

/** The last line of a traceback, by how it begins; the first that fits. `E   ` is how pytest shows it, and a longer name how packages call their own. */
const RULES: readonly Rule[] = [
  [/^(?:ModuleNotFoundError|ImportError): No module named '?([\w.-]{1,200})/, ([, module], trace) => moduleTold(module, trace)],
  [/^\S{0,300}python[\d.]{0,6}(?:\.exe)?: No module named ([\w.-]{1,200})/, ([, module], trace) => moduleTold(module, trace)],
  [/^\S{0,300}python[\d.]{0,6}(?:\.exe)?: Error while finding module specification for '[\w.-]{1,200}' \((?:ModuleNotFoundError: )?No module named '([\w.-]{1,200})'/, ([, module], trace) => moduleTold(module, trace)],
  [/^(?:\w{1,60}\.){0,6}ImportError: Missing optional dependency '([\w.-]{1,100})'/, ([, module], trace) => moduleTold(module, trace)],
  [/^(?:\w{1,60}\.){0,6}ImportError: Unable to find a usable engine; tried using: '([\w.-]{1,100})'/, ([, module], trace) => moduleTold(module, trace)],
  [/^(?:\w{1,60}\.){0,6}\w{1,60}Error: .{0,80}\brequires (?:the )?["'`]?([\w.-]{2,60})["'`]? (?:package )?to be installed/, ([, module], trace) => ({ kind: 'missing-module', about: [module === 'python-multipart' ? 'multipart' : module?.replaceAll('-', '_')], at: frameAbove(trace) })],
  // What Git LFS leaves in the place of a file begins with the word version.
  [/^(?:_?pickle\.)?UnpicklingError: invalid load key, 'v'/, (_, trace) => ({ kind: 'lfs-pointer', at: frameAbove(trace) })],
  [/^OSError: \[E050\] Can't find model '([\w.-]{1,100})'/, ([, model], trace) => ({ kind: 'missing-resource', about: [model, 'spacy'], at: frameAbove(trace) })],
  [/^ {2}Resource '?([\w./-]{1,100})'? not found\./, ([, resource], trace) => ({ kind: 'missing-resource', about: [resource?.split('/').at(-1), 'nltk'], at: frameAbove(trace) })],
  [/^(?:\w{1,60}\.){0,6}\w{1,60}(?:Error|Exception): .{0,200}\b([A-Z][A-Z\d]{0,40}_[A-Z\d_]{2,60}) environment variable/, ([, name], trace) => ({ kind: 'missing-variable', about: [name], at: frameAbove(trace) })],
  [/^(?:ImportError|OSError): (?:\S{1,200}: )?(lib[\w.+-]{1,80}\.so[\d.]{0,20}): cannot open shared object file/, ([, library]) => ({ kind: 'missing-library', about: [library] })],
  [/^ImportError: (?:numpy\.core\.multiarray failed to import|numpy\._core\.multiarray failed to import)|^ValueError: numpy\.dtype size changed/, () => ({ kind: 'package-version', about: ['numpy'] })],
  [/^ImportError: cannot import name '([^']{1,200})'(?: from (?:partially initialized module )?'([^']{1,200})'(?: \(([^)]{1,300})\))?)?/, ([, name, module, path], trace) => path !== undefined && isOfPackage(path)
    ? { kind: 'package-version', about: [module?.split('.')[0], name], at: frameAbove(trace) }
    : { kind: 'import-error', about: [name, module], at: frameAbove(trace) }],
  // A line of unittest above the traceback that gives the reason.
  [/^ImportError: (?!Failed to import test module)./, (_, trace) => ({ kind: 'import-error', at: frameAbove(trace) })],
  [/^(?:SyntaxError|IndentationError|TabError): (.{1,300})/, ([, says], trace) => isInPackage(trace) ? null : { kind: 'syntax-error', about: [says], at: nearestFrame(trace) }],
  [/^(?:\w{1,60}\.){0,6}FileNotFoundError: \[Errno 2\] [^:]{1,100}: '([^']{1,300})'/, ([, path = ''], trace) => fileTold(path, trace)],
  [/^OSError: Cannot save file into a non-existent directory: '([^']{1,300})'/, ([, path = ''], trace) => ({ kind: 'missing-folder', about: [pathInRepository(path) ?? path], at: frameAbove(trace) })],
  [/^KeyError: '([A-Za-z_]\w{1,80})'$/, ([, name], { output, end }) => /(?:<frozen os>|[/\\]os\.py)(?:", line|:\d{1,6}: )/.test(output.slice(Math.max(0, end - 4), end + 2).join('\n')) ? { kind: 'missing-variable', about: [name], at: frameAbove({ output, end }) } : null],
  [/^(?:MemoryError\b|numpy\S{0,60}MemoryError\b|torch\S{0,40}OutOfMemoryError\b|RuntimeError: CUDA out of memory|RuntimeError: .{0,100}DefaultCPUAllocator: (?:can't|not enough)|\S{1,80}: RESOURCE_EXHAUSTED: OOM)/, (_, trace) => ({ kind: 'memory', at: frameAbove(trace) })],
]

/** What ended Python, by the last line of a traceback: a module or a name that is not there, a file, a variable, a library of the system, syntax, memory. */
export function pythonReasons(output: readonly string[]): readonly ToldReason[] {
  return output.flatMap((line, end): readonly ToldReason[] => {
    const said = line.replace(/^E {1,60}/, '')
    for (const [pattern, tell] of RULES) {
      const match = pattern.exec(said)
      if (match === null) continue
      const told = tell(match, { output, end })
      if (told !== null) return [toldReason({ ...told, line, end })]
    }
    const exception = PASSES_ON.test(line) ? undefined : EXCEPTION.exec(line)?.[1]
    return exception === undefined || !endsTrace({ output, end }) ? [] : [toldReason({ kind: 'exception', line, about: [exception.split('.').at(-1)], at: frameAbove({ output, end }), end })]
  })
}

function moduleTold(module: string | undefined, trace: Trace): Omit<Telling, 'line' | 'end'> {
  const within = WITHIN.get(module ?? '')
  return within === undefined ? { kind: 'missing-module', about: [module], at: frameAbove(trace) } : { kind: 'python-version', about: [within, module], at: frameAbove(trace) }
}

function fileTold(path: string, trace: Trace): Omit<Telling, 'line' | 'end'> {
  const [above, at] = [trace.output.slice(startOf(trace), trace.end), frameAbove(trace)]
  // A program that is started and is not there is missed by its name alone.
  if (!/[./\\]/.test(path) && above.some((line) => /File "[^"]{1,300}[/\\]subprocess\.py"/.test(line))) return { kind: 'missing-command', about: [path], at }
  const inside = pathInRepository(path) ?? path
  const folder = inside.slice(0, Math.max(0, inside.lastIndexOf('/')))
  return folder !== '' && above.some((line) => WRITES.test(line)) ? { kind: 'missing-folder', about: [folder], at } : { kind: 'no-such-file', about: [inside], at }
}

/** Whether a line is the first below a traceback that stands at the margin again. */
function endsTrace({ output, end }: Trace): boolean {
  const start = startOf({ output, end })
  return output[start]?.startsWith(TRACE) === true && end > start + 1 && output.slice(start + 1, end).every((line) => /^\s/.test(line))
}

/** Where the traceback that ends at a line begins. */
function startOf({ output, end }: Trace): number {
  const least = Math.max(0, end - LONGEST_TRACE)
  for (let index = end - 1; index >= least; index -= 1) if (output[index]?.startsWith(TRACE) === true) return index
  return least
}

/** The innermost place of a traceback that is of the repository. Where pytest shows the code, a place comes below what is said of it. */
function frameAbove(trace: Trace): RunReason['at'] {
  const below = trace.output.slice(trace.end + 1, trace.end + 4).find((line) => !line.startsWith('E '))
  if (trace.output[trace.end]?.startsWith('E ') === true && below !== undefined && /\.py:\d{1,7}: \w{1,60}$/.test(below)) {
    const place = placeOf(below)
    if (place !== null) return place
  }
  const start = startOf(trace)
  for (let index = trace.end - 1; index >= start; index -= 1) {
    const place = placeOf(trace.output[index] ?? '')
    if (place !== null) return place
  }
  return null
}

/** The innermost place, wherever it is: what could not be read is read there. */
function nearestFrame({ output, end }: Trace): RunReason['at'] {
  return placeOf(output.slice(Math.max(0, end - 6), end).findLast((line) => FRAME.test(line)) ?? '')
}

function isInPackage({ output, end }: Trace): boolean {
  const [, path, , own] = FRAME.exec(output.slice(Math.max(0, end - 6), end).findLast((line) => FRAME.test(line)) ?? '') ?? []
  return isOfPackage(path ?? own ?? '')
}

function placeOf(line: string): RunReason['at'] {
  const [, path, at, own, ownAt] = FRAME.exec(line) ?? []
  return placeIn(path ?? own, at ?? ownAt)
}
