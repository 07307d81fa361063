import { DockerfileParser, ModifiableInstruction } from 'dockerfile-ast'
import type { TextProblem } from '../json.ts'
import type { ContainerCommand, CopyInstruction, DockerfileTree, DockerStage, NamedValue, WrittenInstruction } from './tree.ts'
import { containerCommand, expand, joinedText, listOf, splitWords } from './words.ts'

type OpenStage = {
  -readonly [Key in keyof DockerStage]: DockerStage[Key] extends readonly (infer Item)[] ? Item[] : DockerStage[Key]
}
type Flags = ReadonlyMap<string, string>
type Instruction = { readonly keyword: string; readonly text: string; readonly raw: string; readonly flags: Flags; readonly line: number }

const CAP = 200_000
const INSTRUCTIONS = 2000

/** Reads a Dockerfile. Never throws: what cannot be read is a problem and the rest is still given. */
export function readDockerfile(text: string): { readonly tree: DockerfileTree; readonly problems: readonly TextProblem[] } {
  const lines = text.split('\n').length
  if (text.length > CAP) return { tree: { stages: [], lines }, problems: [{ line: 0, says: `the file has ${text.length} characters; at most ${CAP} are read` }] }
  try {
    const stages = stagesOf(instructionsOf(text.replaceAll('\r\n', '\n')))
    return { tree: { stages, lines }, problems: stages.length === 0 ? [{ line: 0, says: 'there is no FROM instruction' }] : [] }
  } catch {
    return { tree: { stages: [], lines }, problems: [{ line: 0, says: 'the text could not be read as a Dockerfile' }] }
  }
}

/** Whether a text without the name of one is a Dockerfile: its first instruction is FROM, or ARG with a FROM below it. */
export function looksLikeDockerfile(text: string): boolean {
  const lines = text.slice(0, 20_000).split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  const first = lines.find((line) => !/^ARG\s/i.test(line)) ?? ''
  return /^FROM\s+(?:--platform=\S+\s+)?[\w.${}:/@-]+(?:\s+AS\s+[\w.-]+)?$/i.test(first) && lines.some((line) => /^(?:RUN|COPY|ADD|CMD|ENTRYPOINT|WORKDIR|ENV)\s/i.test(line))
}

function instructionsOf(text: string): readonly Instruction[] {
  const dockerfile = DockerfileParser.parse(text)
  const escape = dockerfile.getEscapeCharacter()
  return dockerfile.getInstructions().slice(0, INSTRUCTIONS).map((instruction) => {
    const rest = instruction.getRawArgumentsContent() ?? ''
    return { keyword: instruction.getKeyword().toUpperCase(), raw: rest, text: joinedText(rest, escape), flags: flagsOf(instruction), line: instruction.getRange().start.line + 1 }
  })
}

/** The flags in front (`--from=build`), which the parser keeps apart from the arguments. */
function flagsOf(instruction: unknown): Flags {
  if (!(instruction instanceof ModifiableInstruction)) return new Map()
  return new Map(instruction.getFlags().slice(0, 20).map((flag) => [flag.getName().toLowerCase(), flag.getValue() ?? '']))
}

function stagesOf(instructions: readonly Instruction[]): readonly DockerStage[] {
  const globals = new Map<string, string>()
  const stages: OpenStage[] = []
  let values = new Map<string, string>()
  for (const instruction of instructions) {
    const stage = stages.at(-1)
    if (instruction.keyword === 'FROM') {
      stages.push(openStage(instruction, globals))
      stages.at(-1)?.instructions.push(writtenOf(instruction))
      values = new Map()
    } else if (stage === undefined) {
      if (instruction.keyword === 'ARG') for (const item of namedValues(instruction)) globals.set(item.name, expand(item.value, globals))
    } else addInstruction(stage, instruction, values, globals)
  }
  return stages
}

function openStage({ text, flags, line }: Instruction, globals: ReadonlyMap<string, string>): OpenStage {
  const words = splitWords(expand(text, globals))
  const named = words[1]?.toLowerCase() === 'as' ? words[2] : undefined
  return {
    name: named?.toLowerCase() ?? null, from: words[0] ?? '', platform: flags.get('platform') ?? null, line,
    copies: [], runs: [], command: null, entrypoint: null, healthcheck: null, exposes: [], workingFolders: [], user: null, environment: [], arguments: [], instructions: [],
  }
}

function addInstruction(stage: OpenStage, instruction: Instruction, values: Map<string, string>, globals: ReadonlyMap<string, string>): void {
  const { keyword, text, line } = instruction
  stage.instructions.push(writtenOf(instruction))
  switch (keyword) {
    case 'COPY': case 'ADD': stage.copies.push(copyOf(instruction, keyword, values)); break
    case 'RUN': stage.runs.push({ text, line }); break
    case 'CMD': stage.command = containerCommand(text, line); break
    case 'ENTRYPOINT': stage.entrypoint = containerCommand(text, line); break
    case 'HEALTHCHECK': stage.healthcheck = { command: healthCommand(text, line), line }; break
    case 'EXPOSE': stage.exposes.push(...splitWords(expand(text, values)).map((word) => ({ port: word.split('/')[0] ?? word, line }))); break
    case 'WORKDIR': stage.workingFolders.push({ path: expand(text, values), line }); break
    case 'USER': stage.user = text; break
    case 'ENV': for (const item of namedValues(instruction)) {
      values.set(item.name, expand(item.value, values))
      stage.environment.push(item)
    } break
    case 'ARG': for (const item of namedValues(instruction)) {
      const value = item.value === '' ? globals.get(item.name) ?? '' : item.value
      if (value !== '') values.set(item.name, expand(value, values))
      stage.arguments.push({ ...item, value })
    } break
    default: break
  }
}

function writtenOf({ keyword, text, line }: Instruction): WrittenInstruction {
  return { keyword, text: text.slice(0, 2000), line }
}

function copyOf({ text, raw, flags, line }: Instruction, keyword: 'COPY' | 'ADD', values: ReadonlyMap<string, string>): CopyInstruction {
  if (/^\s*<</.test(raw)) return { keyword, sources: [], target: splitWords(raw.split('\n', 1)[0] ?? '').at(-1) ?? '', from: null, line }
  const words = (listOf(text) ?? splitWords(text)).map((word) => expand(word, values))
  return { keyword, sources: words.slice(0, -1), target: words.at(-1) ?? '', from: flags.get('from')?.toLowerCase() ?? null, line }
}

function healthCommand(text: string, line: number): ContainerCommand | null {
  const command = /^CMD\s+/i.exec(text)
  return command ? containerCommand(text.slice(command[0].length), line) : null
}

/** `A=1 B="2 3"`, the older `A 1 2`, and `ARG A`. */
function namedValues({ text, line }: Instruction): readonly NamedValue[] {
  const words = splitWords(text)
  const first = words[0] ?? ''
  if (!first.includes('=')) return first === '' ? [] : [{ name: first, value: words.slice(1).join(' '), line }]
  return words.flatMap((word) => {
    const at = word.indexOf('=')
    return at > 0 ? [{ name: word.slice(0, at), value: word.slice(at + 1), line }] : []
  })
}
