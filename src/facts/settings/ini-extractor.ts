import { readIni } from '../../parse/ini.ts'
import type { Extractor } from '../file-facts.ts'
import { located } from '../located.ts'

const READS = /(?:\.(?:ini|cfg)|(?:^|\/)(?:\.flake8|\.pylintrc|pylintrc|\.pycodestyle|\.coveragerc|\.pydocstyle|\.dvc\/config(?:\.local)?|\.lfsconfig|\.gitmodules))$/

/** Reads the settings of Python's tools and of DVC: setup.cfg, tox.ini, .flake8, .pylintrc, mypy.ini, .dvc/config. */
export const iniExtractor: Extractor = {
  id: 'ini',
  revision: 1,
  reads: (path) => READS.test(path),
  extract: (text, path) => {
    const { sections, problems } = readIni(text)
    return { facts: { kind: 'ini', sections }, problems: located(path, problems) }
  },
}
