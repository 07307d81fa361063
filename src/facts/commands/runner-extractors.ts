import { readJustfile } from '../../parse/runners/justfile.ts'
import { readMakefile } from '../../parse/runners/makefile.ts'
import type { Extractor } from '../file-facts.ts'

/** Reads Makefiles and the `.mk` files they include. */
export const makefileExtractor: Extractor = {
  id: 'makefile',
  revision: 1,
  reads: (path) => /(?:^|\/)(?:GNUm|[mM])akefile(?:\.(?!save$|bak$|old$|orig$)[\w-]+)?$|\.(?:mk|make)$/.test(path),
  extract: (text) => ({ facts: { kind: 'makefile', tree: readMakefile(text) }, problems: [] }),
}

/** Reads justfiles. */
export const justfileExtractor: Extractor = {
  id: 'justfile',
  revision: 1,
  reads: (path) => /(?:^|\/)\.?[jJ]ustfile$|\.just$/.test(path),
  extract: (text) => ({ facts: { kind: 'justfile', tree: readJustfile(text) }, problems: [] }),
}
