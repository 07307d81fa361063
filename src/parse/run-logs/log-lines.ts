/** Longer lines are cut: no reason needs more. */
const LONGEST_LINE = 400
/** Of one step's output its end is read: what made it fail stands there. */
const MOST_LINES = 800
/** A job has some tens of steps, and what a script prints may look like more. */
const MOST_STEPS = 300
/** A script of a step is written out whole before it runs; none of its lines is output. */
const MOST_HEADER = 3_000

/** When the runner got the line, at its beginning. */
const TIME = /^\ufeff?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z) ?/
const COLOURS = /\p{Cc}\[[\d;?]{0,20}[A-Za-z]/gu
/** How BuildKit numbers what a step of an image says (`#12 3.456 `), and how Compose names the container that speaks (`api-1  | `). */
const BUILDKIT = /^#\d{1,4} (?:\d{1,6}\.\d{1,4} )?/
const IN_IMAGE = /^(?:#\d{1,4} \d{1,6}\.\d{1,4} |[a-z][\w.-]{0,60}[-_]\d{1,3} {1,20}\| ?)/
const STEP = '##[group]Run '
const ENDED = '##[endgroup]'
const FAILED = '##[error]'
const AFTER_ALL = 'Post job cleanup.'

/** One step as the log has it: its command's lines, what stands in its environment and settings by name, when it began (milliseconds since 1970, null where the log does not tell), and what it wrote, as it came (`outputOf`). */
export type LoggedStep = { readonly name: string; readonly script: readonly string[]; readonly given: ReadonlyMap<string, string>; readonly at: number | null; readonly written: readonly string[]; readonly failed: boolean }

/** What a step wrote: its lines, and the places in them, from 0, of what was said in an image or a container. */
export type Output = { readonly lines: readonly string[]; readonly ofImage: ReadonlySet<number> }

/** A line without its time, colours and what a progress bar wrote over, cut to size. */
function cleanLogLine(raw: string): { readonly line: string; readonly isOfImage: boolean } {
  const whole = raw.slice(0, 3 * LONGEST_LINE).replace(TIME, '').replace(COLOURS, '').replace(/\r+$/, '')
  const last = whole.slice(whole.lastIndexOf('\r') + 1)
  const isOfImage = IN_IMAGE.test(last)
  return { line: (isOfImage ? last.replace(IN_IMAGE, '') : last.replace(BUILDKIT, '')).replace(/\p{Cc}/gu, ' ').slice(0, LONGEST_LINE).trimEnd(), isOfImage }
}

/** The steps of a job's log, each from the group that the runner opens with its command. Of a log without any, all of it is one step that failed. */
export function stepsOfLog(text: string): readonly LoggedStep[] {
  const lines = text.split('\n')
  const starts = lines.flatMap((line, index) => line.includes(STEP) && line.replace(TIME, '').startsWith(STEP) ? [index] : []).slice(-MOST_STEPS)
  if (starts.length === 0) return [{ name: '', script: [], given: new Map(), at: null, written: lines, failed: true }]
  return starts.map((start, place) => stepIn(lines.slice(start, starts[place + 1] ?? lines.length)))
}

function stepIn(lines: readonly string[]): LoggedStep {
  const [first = ''] = lines
  const name = cleanLogLine(first).line.slice('##[group]'.length)
  const end = lines.slice(0, MOST_HEADER).findIndex((line) => line.includes(ENDED) && line.replace(TIME, '').startsWith(ENDED))
  const header = end < 0 ? [] : lines.slice(1, end).map((line) => cleanLogLine(line).line)
  const settings = header.findIndex((line) => /^(?:shell: |with:$|env:$)/.test(line))
  const script = header.slice(0, settings < 0 ? header.length : settings)
  const given = new Map(header.slice(script.length).flatMap((line): readonly (readonly [string, string])[] => {
    const [, key, value = ''] = /^ {2}([\w-]{1,100}):(?: (.*))?$/.exec(line) ?? []
    return key === undefined ? [] : [[key, value]]
  }))
  const rest = lines.slice(end < 0 ? 1 : end + 1)
  const over = rest.findIndex((line) => line.includes(AFTER_ALL) && line.replace(TIME, '').startsWith(AFTER_ALL))
  const written = over < 0 ? rest : rest.slice(0, over)
  const time = Date.parse(TIME.exec(first)?.[1] ?? '')
  return { name, script, given, at: Number.isNaN(time) ? null : time, written, failed: written.some((line) => line.includes(FAILED) && line.replace(TIME, '').startsWith(FAILED)) }
}

/** The end of what a step wrote, without empty lines, groups, warnings and commands that a shell echoes; what a test printed itself is left out, since it may say anything. */
export function outputOf(raw: readonly string[]): Output {
  const lines: string[] = []
  const ofImage = new Set<number>()
  let captured = false
  for (const { line, isOfImage } of raw.slice(-MOST_LINES).map(cleanLogLine)) {
    if (/^-{3,} ?Captured \w+/.test(line)) captured = true
    else if (/^(?:[_=]{3,}|-{3,} ?(?!Captured)\w|##\[error\])/.test(line)) captured = false
    if (captured || line.trim() === '' || /^##\[(?:group|endgroup|warning|notice|debug|command)\]|^\+{1,3} \S/.test(line)) continue
    if (isOfImage) ofImage.add(lines.length)
    lines.push(line)
  }
  return { lines, ofImage }
}
