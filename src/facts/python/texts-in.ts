import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from './definitions.ts'
import { expressionsIn, stringsIn } from './expressions.ts'

const LONGEST = 400

/** The texts of under 400 characters that the code of a file writes down, in source order. */
export const textsIn = memoise((tree: PythonTree): readonly string[] =>
  definitionsOf(tree).statements.flatMap(({ statement }) => expressionsIn(statement).flatMap(stringsIn)).filter((text) => text.length < LONGEST))
