import { describe, expect, it } from 'vitest'
import { readIni } from '../../../src/parse/ini.ts'
import { readJustfile } from '../../../src/parse/runners/justfile.ts'
import { expandMake, makeVariables } from '../../../src/parse/runners/make-values.ts'
import { readMakefile } from '../../../src/parse/runners/makefile.ts'
import { preCommitHooks } from '../../../src/parse/runners/pre-commit.ts'
import { toxOfIni } from '../../../src/parse/runners/tox.ts'
import { readYaml } from '../../../src/parse/yaml.ts'

describe('a Makefile', () => {
  const tree = readMakefile('PYTHON ?= python3 # the interpreter\nSRC := src \\\n  tests\n-include local.mk\n.PHONY: test\ntest: install ## run\n\t@$(PYTHON) -m pytest \\\n\t  $(SRC)\n\t-rm -rf x\n\t# nothing\nlint:; ruff check\ndefine X\nfake:\n\tfake\nendef\n')

  it('gives rules with their recipes and lines', () => {
    expect(tree.rules.map((rule) => [rule.targets.join(), rule.line])).toEqual([['.PHONY', 5], ['test', 6], ['lint', 11]])
    expect(tree.rules[1]).toMatchObject({ prerequisites: ['install'], recipe: [{ line: 7, ignored: false }, { text: 'rm -rf x', line: 9, ignored: true }] })
    expect(tree.rules[2]?.recipe).toEqual([{ text: 'ruff check', line: 11, ignored: false }])
    expect(tree.includes).toEqual([{ path: 'local.mk', optional: true, line: 4 }])
  })

  it('puts variables in, and what the call gives above them', () => {
    const text = tree.rules[1]?.recipe[0]?.text ?? ''
    expect(expandMake(text, makeVariables([tree], new Map()))).toMatch(/^python3 -m pytest \\\n\s+src\s+tests$/)
    expect(expandMake('$(PYTHON) $$HOME $@ $(UNSET)x $(shell pwd)', makeVariables([tree], new Map([['PYTHON', 'py']])), { '@': 'test' })).toBe('py $HOME test x $(shell pwd)')
  })

  it('ends where variables name themselves', () => { expect(expandMake('$(A)', new Map([['A', '$(B)$(B)'], ['B', '$(A)']])).length).toBeLessThan(200_000) })
})

describe('a justfile', () => {
  it('gives recipes, what they need, and scripts with a shebang', () => {
    const tree = readJustfile('alias t := test\ntest target="tests": lint\n    @pytest {{target}}\n    -rm x\n\nlint:\n    #!/usr/bin/env bash\n    set -e\n    ruff check\n')
    expect(tree.aliases['t']).toBe('test')
    expect(tree.recipes).toMatchObject([
      { name: 'test', line: 2, needs: ['lint'], parameters: [{ name: 'target', default: 'tests' }], scripts: [{ text: 'pytest {{target}}', line: 3, ignored: null }, { text: 'rm x', line: 4, ignored: 'just ignores the failure of a line with `-`' }] },
      { name: 'lint', scripts: [{ text: '#!/usr/bin/env bash\nset -e\nruff check', line: 7 }] },
    ])
  })
})

describe('tox', () => {
  it('knows environments, factors, references and what it ignores', () => {
    const file = toxOfIni(readIni('[tox]\nenvlist = py{310,311}-{unit,lint}\n[testenv]\ncommands =\n    unit: pytest {posargs:tests}\n    lint: {[base]lint}\n    - echo done\n[testenv:docs]\ncommands = {[base]docs}\n[base]\ndocs = mkdocs build\n').sections, false)
    expect(file?.defaults).toEqual(['py310-unit', 'py310-lint', 'py311-unit', 'py311-lint'])
    expect(file?.environments.find((environment) => environment.name === 'py310-unit')?.scripts).toMatchObject([{ text: 'pytest tests', line: 5 }, { text: 'echo done', line: 7, ignored: 'tox ignores the failure of a command with `-`' }])
    expect(file?.environments.find((environment) => environment.name === 'docs')?.scripts).toMatchObject([{ text: 'mkdocs build', line: 11 }])
  })
})

describe('pre-commit', () => {
  it('gives what each hook stands for', () => {
    const [document] = readYaml('default_stages: [pre-commit]\nrepos:\n  - repo: r\n    hooks:\n      - id: ruff\n        args: [--fix]\n      - id: ruff-format\n  - repo: local\n    hooks:\n      - id: tests\n        entry: poetry run pytest\n        stages: [manual]\n').documents
    expect(document && preCommitHooks(document).map((hook) => [hook.id, hook.command, hook.stages.join(), hook.line])).toEqual([
      ['ruff', 'ruff check --fix', 'pre-commit', 5], ['ruff-format', 'ruff format', 'pre-commit', 7], ['tests', 'poetry run pytest', 'manual', 10],
    ])
  })
})
