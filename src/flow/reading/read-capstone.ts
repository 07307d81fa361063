import { readCapstoneFile } from '../../grade/capstone-file.ts'
import { chooseProject, isInProject } from '../../facts/paths/project.ts'
import { CAPSTONE_FILE, type CapstoneFile } from '../../model/capstone-file.ts'
import type { Gap, Problem, ProjectFrom } from '../../model/repository.ts'
import { decode } from '../../parse/decode.ts'
import type { RepositoryReader } from '../ports/repository-port.ts'

export type ReadCapstone = { readonly file: CapstoneFile | null; readonly problems: readonly Problem[]; readonly gaps: readonly Gap[] }

/** In bytes: a file of the length that is read has at most four a character. */
const LARGEST = 120_000

/** Reads the student's `.capstone.yml`, where there is one; `schema` is checklists/capstone.schema.json. What is wrong with it is told and stops nothing. */
export async function readCapstone(reader: RepositoryReader, schema: object): Promise<ReadCapstone> {
  const { tree } = reader.snapshot
  const entry = tree.find(({ path }) => path === CAPSTONE_FILE)
  const problem = (path: string, says: string): ReadCapstone => ({ file: null, problems: [{ path, line: 0, says }], gaps: [] })
  if (entry === undefined) {
    const near = tree.find(({ path }) => path === '.capstone.yaml' || path === 'capstone.yml' || path === 'capstone.yaml')
    return near === undefined ? { file: null, problems: [], gaps: [] } : problem(near.path, `expected the name ${CAPSTONE_FILE}; under this one it is not read`)
  }
  if (entry.mode !== 'file' && entry.mode !== 'executable') return problem(CAPSTONE_FILE, 'expected a file; links are not followed')
  if ((entry.size ?? 0) > LARGEST) return problem(CAPSTONE_FILE, `expected at most ${LARGEST} bytes; found ${entry.size}`)
  for await (const reading of reader.read([entry])) {
    if ('gap' in reading) return { file: null, problems: [], gaps: [{ ...reading.gap, path: CAPSTONE_FILE }] }
    const decoded = decode(reading.bytes)
    return decoded.kind === 'text' ? { ...readCapstoneFile(decoded.text, schema), gaps: [] } : problem(CAPSTONE_FILE, 'expected text; found a binary file')
  }
  return problem(CAPSTONE_FILE, 'the file could not be read')
}

export type Pointed =
  | { readonly ok: true; readonly project: string; readonly from: ProjectFrom; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly reason: string; readonly hint: string }

/** The project's folder: the one a person asks for, else the one `.capstone.yml` names, else the one that the tree suggests. A named folder that is not there is a problem of the file. */
export function pointedProject(tree: RepositoryReader['snapshot']['tree'], asked: string | null, file: CapstoneFile | null): Pointed {
  if (asked === null && file?.project) {
    const { folder, line } = file.project
    const chosen = chooseProject(tree, folder)
    if (chosen.ok && tree.some(({ path }) => isInProject(path, chosen.project))) return { ok: true, project: chosen.project, from: '.capstone.yml', problems: [] }
    const found = chooseProject(tree, null)
    const hint = chosen.ok || !chosen.hint.startsWith('Nearest') ? '' : ` ${chosen.hint.replace(/\.$/, '')};`
    const says = `project: expected a folder of this repository;${hint} the usual choice stands`
    return found.ok ? { ok: true, project: found.project, from: 'found', problems: [{ path: CAPSTONE_FILE, line, says }] } : found
  }
  const chosen = chooseProject(tree, asked)
  return chosen.ok ? { ok: true, project: chosen.project, from: asked === null ? 'found' : 'asked', problems: [] } : chosen
}
