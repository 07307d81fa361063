import { DEEPEST } from './expressions.ts'
import { convertStatements } from './statements.ts'
import { parseSyntax } from './syntax.ts'
import type { PythonTree } from './tree.ts'

/**
 * Reads Python of any version into plain JSON. Never throws: places that are no Python are skipped and listed in `errors` by line.
 * At most 2,000,000 characters are read; what nests deeper than 150 is `other`; strings are cut to 2,000 characters.
 */
export function readPython(text: string): PythonTree {
  const { top, lines, codeLines, errors, text: normalised } = parseSyntax(text)
  return { body: convertStatements(top.children, { text: normalised, depth: DEEPEST }), lines, codeLines, errors }
}
