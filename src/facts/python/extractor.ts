import { readNotebook } from '../../parse/python/notebook.ts'
import { readPython } from '../../parse/python/read-python.ts'
import type { Extractor } from '../file-facts.ts'
import { located } from '../located.ts'

/** Reads Python source files. */
export const pythonExtractor: Extractor = {
  id: 'python',
  revision: 4,
  reads: (path) => /\.pyw?$/.test(path),
  extract: (text) => ({ facts: { kind: 'python', tree: readPython(text) }, problems: [] }),
}

/** Reads Jupyter notebooks as Python; lines are those of the `.ipynb` file. */
export const notebookExtractor: Extractor = {
  id: 'notebook',
  revision: 4,
  reads: (path) => path.endsWith('.ipynb'),
  extract: (text, path) => {
    const { tree, problems } = readNotebook(text)
    return { facts: { kind: 'notebook', tree }, problems: located(path, problems) }
  },
}
