import type { DocumentBlock } from '../../parse/document/tree.ts'
import { nameOf } from '../settings/settings.ts'
import { documentCommands, type DocumentCommand } from './document-commands.ts'
import { blockText, sectionsOf, type Document, type Section } from './documents.ts'
import { announcesRollback, isAboutService, isAutomatic, isOfTheFuture, rollbackAt, speaksOfRollback, stepsIn, undoIn } from './rollback-words.ts'

/**
 * A place where a document speaks of bringing an earlier version back. `section` is set where a heading announces it;
 * `commands` (and lines of code) and `steps` (things the reader is told to do) are those of that section, or of the text that names it and what it introduces.
 */
export type RollbackMention = {
  readonly path: string
  readonly line: number
  readonly text: string
  readonly section: boolean
  readonly commands: readonly string[]
  readonly steps: number
}

const MOST = 50
const SHOWN = 20
const SECTIONS = 500
/** A line of a printed directory tree. */
const TREE_LINE = /^\s*[│├└]/
/** Languages of programs: their comments speak of what the program undoes. */
const PROGRAM = /^(?:python|py|javascript|js|typescript|ts|java|go|sql|r)$/
/** Plans to move files, tables or types from one form to another: their way back is not the service's. */
const OF_MIGRATION = /migrat/i
/** Documents that list what is to be built: what they say of a way back is a wish. A plan is one where boxes of it are open. */
const OF_WISHES = /^(?:to-?dos?|road-?map|backlog)\.\w+$/i
const OF_PLANS = /^(?:(?:implementation|project|development|work)[-_ ]?)?plan\.\w+$/i
/** An item of a list whose box is not ticked. */
const OPEN_BOX = /^\s*\[ \]/

/** The rollback mentions of a document: sections first by where they stand, then lines outside such sections. What is planned or missing is left out. */
export function rollbackMentions(document: Document): readonly RollbackMention[] {
  const undone = new Set(document.tree.blocks.flatMap((block) => block.kind === 'text' && OPEN_BOX.test(block.text) ? linesOf(block).map(({ line }) => line) : []))
  const commands = documentCommands(document.tree).filter((command) => !undone.has(command.line))
  const headed = sectionsOf(document.tree).slice(0, SECTIONS)
  const sections = headed.filter((section) => announcesRollback(section.heading) && !(document.readme && section.level === 1) && ![section.heading, ...section.trail].some(isOfTheFuture)).slice(0, MOST)
  const announced = sections.map((section) => ofBlocks(document, section.line, section.heading, section.blocks, commands, true))
  const apart = [...sections, ...headed.filter((section) => isOfTheFuture(section.heading))].map((section) => [section.line, lastLine(section)] as const)
  const { blocks } = document.tree
  const loose: RollbackMention[] = []
  for (const [index, block] of blocks.entries()) {
    if (loose.length >= MOST) break
    if (block.kind === 'heading' || apart.some(([from, to]) => block.line >= from && block.line <= to)) continue
    loose.push(...looseIn(document, block, blocks.slice(index + 1, index + 12), commands))
  }
  const mixed = headed.filter((section) => speaksOfRollback(section.heading) && !sections.includes(section) && ![section.heading, ...section.trail].some(isOfTheFuture))
    .map((section): RollbackMention => ({ path: document.path, line: section.line, text: section.heading, section: false, commands: [], steps: 0 }))
  const all = [...announced, ...loose, ...mixed].slice(0, MOST)
  const name = nameOf(document.path)
  const isElsewhere = OF_MIGRATION.test(name) || OF_WISHES.test(name) || (OF_PLANS.test(name) && undone.size > 0)
  return isElsewhere ? all.filter((one) => [one.text, ...one.commands].some((text) => undoIn(text) !== null)) : all
}

function ofBlocks(document: Document, line: number, text: string, blocks: readonly DocumentBlock[], commands: readonly DocumentCommand[], section: boolean): RollbackMention {
  const ranges = blocks.map((block) => [block.line, lastOf(block)] as const)
  const inside = commands.filter((command) => ranges.some(([from, to]) => command.line >= from && command.line <= to)).map((command) => command.text)
  const code = blocks.flatMap((block) => block.kind === 'code' && block.language !== 'mermaid' ? block.lines.filter((one) => /^\s*\w[\w. =]*\(|^\s*\w+ = /.test(one)) : [])
  const undone = blocks.flatMap((block) => undoIn(blockText(block).slice(0, 5000)) ?? []).filter((undo) => !inside.some((command) => command.includes(undo)))
  const steps = isAutomatic(text) ? 0 : blocks.reduce((sum, block) => sum + (block.kind === 'text' ? stepsIn(block.text) : 0), 0)
  return { path: document.path, line, text: text.trim().slice(0, 300), section, commands: [...undone, ...inside, ...code].slice(0, SHOWN), steps }
}

function looseIn(document: Document, block: DocumentBlock, following: readonly DocumentBlock[], commands: readonly DocumentCommand[]): readonly RollbackMention[] {
  const isProgram = block.kind === 'code' && PROGRAM.test(block.language)
  return linesOf(block).filter(({ text }) => !TREE_LINE.test(text) && speaksOfRollback(text) && (!isProgram || isAboutService(text))).slice(0, MOST).map(({ text, line }): RollbackMention => {
    const undo = undoIn(text)
    const isComment = block.kind === 'code' && /^\s*#/.test(text)
    const commentEnd = isComment ? endOfComment(block, line) : line
    const near = commands.filter((command) => (Math.abs(command.line - line) <= 6 && speaksOfRollback(command.text)) || (block.kind === 'text' && command.line === line && command.source === 'inline') || (isComment && command.line > line && command.line < commentEnd))
    const steps = block.kind === 'text' ? stepsIn(text.slice(rollbackAt(text)).replace(/^[^,:.]{0,60}[,:.]/, '')) : 0
    const own = { path: document.path, line, text: text.trim().slice(0, 300), section: false, commands: [...(undo === null ? [] : [undo]), ...near.map((command) => command.text)].slice(0, SHOWN), steps }
    const introduces = block.kind === 'text' && (/[:：]\**$/.test(text.trim()) || text.length <= 40)
    if (!introduces) return own
    const end = following.findIndex((next) => !(next.kind === 'code' || (next.kind === 'text' && next.item && !block.item)))
    const { commands: more, steps: told } = ofBlocks(document, line, text, following.slice(0, end < 0 ? following.length : end), commands, false)
    return { ...own, commands: [...own.commands, ...more].slice(0, SHOWN), steps: own.steps + told }
  })
}

/** Where the lines end that a comment in a block of code stands above: at the next comment or empty line. */
function endOfComment(block: Extract<DocumentBlock, { kind: 'code' }>, line: number): number {
  const from = line - block.line + 1
  const length = block.lines.slice(from).findIndex((next, index) => /^\s*#/.test(next) || (next.trim() === '' && index > 0))
  return length < 0 ? lastOf(block) : line + 1 + length
}

function linesOf(block: DocumentBlock): readonly { readonly text: string; readonly line: number }[] {
  if (block.kind === 'table') return block.rows.slice(0, 500).map((row) => ({ text: row.cells.join(' | ').slice(0, 1000), line: row.line }))
  return blockText(block).split('\n').slice(0, 2000).map((raw, index) => ({ text: raw.slice(0, 1000), line: block.line + index }))
}

function lastLine(section: Section): number {
  const last = section.blocks.at(-1)
  return last === undefined ? section.line : lastOf(last)
}

function lastOf(block: DocumentBlock): number {
  return block.line + (block.kind === 'code' ? block.lines.length : block.kind === 'table' ? block.rows.length + 1 : block.kind === 'text' ? block.text.split('\n').length - 1 : 0)
}
