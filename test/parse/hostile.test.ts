import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXTRACTORS } from '../../src/facts/extractors.ts'

const SEEDS: Readonly<Record<string, readonly [path: string, text: string]>> = {
  python: ['a.py', 'import a.b as c\n@app.get("/x", k=[1, {"a": f"{b!r:>{w}}"}])\nasync def f(self, *a: int, **k) -> dict[str, int]:\n    try:\n        with open(x) as g: return g if a < b <= 3 else [i async for i in y if i]\n    except (A, B) as e:\n        raise X from e\nmatch p:\n    case {"a": 1, **r}: pass\n'],
  notebook: ['a.ipynb', '{"cells":[{"cell_type":"code","source":["!pip install x\\n","%%time\\n","x = 1\\n"]},{"cell_type":"markdown","source":"# hi"}],"metadata":{}}'],
  workflow: ['.github/workflows/a.yml', 'on:\n  push: { branches: [main, "!x"], paths: ["**/a"] }\njobs:\n  a:\n    needs: [b]\n    if: ${{ github.ref == \'x\' && always() }}\n    strategy: { matrix: { v: [1, 2] } }\n    steps:\n      - uses: a/b@v1\n        with: { x: 1 }\n      - run: |\n          set +e; pytest | tee log || true\n'],
  yaml: ['k8s.yaml', 'apiVersion: v1\nkind: Pod\nspec: &a\n  x: [1, {y: z}]\nmerged: { <<: *a }\n---\n{{- if .Values.x }}\nfoo: "{{ .Values.y }}"\n{{- end }}\n'],
  makefile: ['Makefile', 'A := $(shell ls)\n.PHONY: t\nt: a b\n\t-@$(MAKE) -C x $(A) && echo "x" || true\nifeq ($(A),)\ninclude y.mk\nendif\n'],
  dockerfile: ['Dockerfile', 'ARG V=1\nFROM --platform=$P a:${V:-2} AS b\nCOPY --from=x ["a b", "c"]\nRUN <<EOF\nx\nEOF\nCMD ["a", \'b\']\nHEALTHCHECK CMD x\n'],
  shell: ['a.sh', '#!/bin/bash\nset -euo pipefail\nf() { a "$@" | b; }\nif ! f x; then exit 1; fi\ncase $1 in a) b;; esac\ncat <<EOF | bash\nx\nEOF\nfor i in $(ls); do f "$i" & done\n'],
  toml: ['pyproject.toml', '[tool.poe.tasks]\na = { cmd = "pytest", env = { A = "1" } }\n[[x]]\ny = 1979-05-27T07:32:00Z\n'],
  ini: ['tox.ini', '[testenv:a{1,2}]\ncommands =\n    pytest {posargs}\n  - flake8\n# x\n[x\n'],
  terraform: ['main.tf', 'resource "a" "b" {\n  x = <<-E\n  ${y}\n  E\n  l = [1, { a = "b${c}" }]\n  d { e = true }\n}\n'],
  markdown: ['README.md', '# A\n\n> - [x] `b` [l](u "t")\n\n| a | b |\n|---|:-:|\n| 1 | ![i](j) |\n\n```sh\npip install \\\n  .\n```\n:::a\n'],
  json: ['package.json', '{"scripts":{"a":"b && c"},"x":[1,null,true,"\\u0000"]}'],
  requirements: ['requirements.txt', '-r x.txt\na[b]==1 ; y\ngit+https://x/y#egg=z\n'],
  justfile: ['justfile', 'a := "1"\n@b x="y" *z: c\n  -pytest {{a}}\n[private]\nc:\n'],
}

function extract(path: string, text: string): unknown {
  const extractor = EXTRACTORS.find((one) => one.reads(path))
  if (extractor === undefined) throw new Error(`nothing reads ${path}`)
  return extractor.extract(text, path)
}

describe('no text makes a reader throw, and what it says is plain JSON', () => {
  it.each(Object.entries(SEEDS))('%s, cut, doubled and scrambled', (_kind, [path, seed]) => {
    fc.assert(fc.property(
      fc.array(fc.oneof(
        fc.record({ at: fc.nat(seed.length), length: fc.nat(12), put: fc.constantFrom('', '{', '}', '[', ']', '(', ')', '"', '\'', '\n', '\t', '\\', '`', '$', '${{', '\0', '\uFEFF', '<<EOF', '"""', ':', '#', '&a', '*a', '|', '- ') }),
        fc.record({ at: fc.nat(seed.length), length: fc.nat(60), put: fc.constant('') }),
      ), { minLength: 1, maxLength: 8 }),
      (edits) => {
        const text = edits.reduce((current, { at, length, put }) => current.slice(0, at) + put + current.slice(at + length), seed)
        const extracted = extract(path, text)
        expect(JSON.parse(JSON.stringify(extracted))).toEqual(extracted)
      },
    ), { numRuns: 150 })
  })

  it.each(Object.entries(SEEDS))('%s, nested ten thousand deep', (_kind, [path]) => {
    for (const deep of ['('.repeat(10_000), '['.repeat(10_000), '{'.repeat(10_000), '> '.repeat(10_000), '- '.repeat(10_000), 'if x:\n '.repeat(3000), '$('.repeat(10_000), '${{'.repeat(5000)]) {
      expect(() => extract(path, deep)).not.toThrow()
    }
  })
})
