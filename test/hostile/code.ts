import { lines, withService, type HostileRepository } from './repository.ts'

const STRANGE_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'length', '__defineGetter__', 'then', 'toJSON']

/** Functions that each call the next one, from a route and from a script. */
function callChain(length: number): string {
  return `${lines(length, (at) => `def f${at}(x):\n    y = f${at + 1}(x)\n    return y`)}\ndef f${length}(x):\n    return model.predict(x)\n`
}

/** Python whose definitions, calls, imports and names lead into each other without end. */
export const CODE: readonly HostileRepository[] = [
  {
    name: 'many-functions',
    files: () => withService(
      ['app/many.py', lines(20_000, (at) => `def f${at}(x):\n    return f${(at * 7 + 1) % 20_000}(x)`)],
      ['tests/test_many.py', `from app.many import *\n${lines(10_000, (at) => `def test_${at}():\n    assert f${at}(1) == ${at}`)}`],
    ),
  },
  {
    name: 'call-chains',
    files: () => withService(
      ['app/chain.py', `import joblib\nmodel = joblib.load("m")\n${callChain(6000)}`], ['app/main.py', 'from fastapi import FastAPI\nfrom app.chain import f0\napp = FastAPI()\n\n@app.post("/predict")\ndef predict(x: str):\n    try:\n        return f0(x)\n    except Exception:\n        raise\n'],
      ['train.py', 'import mlflow\nfrom app.chain import f0\n\ndef main():\n    accuracy = f0(1)\n    mlflow.log_metric("accuracy", accuracy)\n    if accuracy > f0(2):\n        mlflow.register_model("runs:/a", "b")\n\nmain()\n'],
      ['tests/test_chain.py', 'from app.chain import f0\n\ndef test_it():\n    assert f0("good") > f0("bad")\n'], ['app/recursion.py', 'def a(x):\n    return b(a(x))\n\ndef b(x):\n    return a(b(x))\n\na(b(a(1)))\n'],
    ),
  },
  {
    name: 'branching-calls',
    files: () => withService(
      ['app/tree.py', lines(1500, (at) => `def f${at}(x):\n    a = f${at + 1}(x)\n    b = f${at + 1}(a)\n    c = f${(at * 31) % 1500}(b)\n    d = f${(at * 17) % 1500}(c)\n    return a + b + c + d`)],
      ['app/main.py', 'from fastapi import FastAPI\nfrom app.tree import f0\napp = FastAPI()\n\n@app.post("/predict")\ndef predict(x: str):\n    return f0(x)\n'], ['tests/test_tree.py', `from app.tree import *\n${lines(500, (at) => `def test_${at}():\n    assert f${at}(1) == f${at}(2)`)}`],
      ['train.py', `import mlflow\nfrom app.tree import *\n${lines(500, (at) => `def t${at}():\n    mlflow.log_metric("m", f${at}(1))\n    t${(at + 1) % 500}()\n    t${(at * 3) % 500}()`)}\nt0()\n`],
    ),
  },
  {
    name: 'mutual-imports',
    files: () => withService(...Array.from({ length: 3000 }, (_, at): readonly [string, string] => [`app/m${at}.py`,
      `${[1, 2, 3, 5, 8].map((step) => `from app.m${(at + step) % 3000} import f${(at + step) % 3000}\nfrom . import m${(at * step) % 3000}`).join('\n')}\n\ndef f${at}(x):\n    return f${(at + 1) % 3000}(x) + m${at}.f${at}(x)\n\nf${at}(1)\n`])),
  },
  {
    name: 'import-chain',
    files: () => withService(...Array.from({ length: 9000 }, (_, at): readonly [string, string] => [`app/m${at}.py`, `from app.m${at + 1} import *\nfrom app.m${at + 1} import x\nfrom app import m${at + 1}\ny${at} = x\n`]), ['app/m9000.py', 'x = 1\n']),
  },
  {
    name: 'reassigned-names',
    files: () => withService(
      ['app/names.py', `x = open("a")\n${lines(20_000, (at) => `x = x.f${at}(x)\ny${at} = x`)}\n`], ['app/aliases.py', `import logging\na0 = logging\n${lines(12_000, (at) => `a${at + 1} = a${at}`)}\na12000.error("x")\n`],
      ['app/attributes.py', `class A:\n    def __init__(self):\n${lines(10_000, (at) => `        self.a${at + 1} = self.a${at}`)}\n`], ['app/doubling.py', `a0 = model.predict([1])\n${lines(200, (at) => `a${at + 1} = (a${at}, a${at})`)}\nassert a200 == a199\n`],
      ['tests/test_doubling.py', `from app.main import model\n\ndef test_doubling():\n    a0 = model.predict(["good"])\n${lines(60, (at) => `    a${at + 1} = [a${at}, a${at}]`)}\n    assert a60 == a59\n`], ['train.py', `import mlflow\nm0 = 0.9\n${lines(60, (at) => `m${at + 1} = m${at} + m${at}`)}\nmlflow.log_metric("a", m60)\nif m60 > m59:\n    mlflow.register_model("a", "b")\n`],
    ),
  },
  {
    name: 'deep-code',
    files: () => withService(
      ['app/ifs.py', lines(1400, (at) => `${' '.repeat(at)}if a${at}:`)], ['app/functions.py', lines(140, (at) => `${' '.repeat(at)}def f${at}():`)], ['app/classes.py', lines(140, (at) => `${' '.repeat(at)}class A${at}:`)], ['app/elifs.py', `if a:\n    pass\n${lines(40_000, (at) => `elif a == ${at}:\n    pass`)}`],
      ['app/tries.py', lines(140, (at) => `${' '.repeat(at)}try:`)], ['app/withs.py', `with ${'a(), '.repeat(100_000)}b(): pass\n`], ['app/handlers.py', `try:\n    model.predict(x)\n${lines(20_000, (at) => `except E${at}:\n    pass`)}`], ['app/inherit.py', lines(10_000, (at) => `class A${at}(A${at + 1}, A${(at * 3) % 10_000}):\n    pass`)], ['app/self.py', 'class A(A, B):\n    pass\n\nclass B(A):\n    pass\n'],
      ['app/brackets.py', '('.repeat(1_000_000)], ['app/squares.py', '['.repeat(1_000_000)], ['app/braces.py', '{'.repeat(1_000_000)], ['app/continued.py', '\\\n'.repeat(500_000)], ['app/tabs.py', lines(20_000, (at) => `${'\t '.repeat(at % 40)}a`)], ['app/quotes.py', ('"""'.repeat(300_001))],
    ),
  },
  {
    name: 'strange-names',
    files: () => withService(
      ['app/strange.py', STRANGE_NAMES.map((name) => `import ${name}\nfrom ${name} import ${name}\nfrom .${name} import ${name} as x_${name}\n${name} = ${name}.${name}(${name}=${name})\n\n@${name}.get("/${name}")\ndef ${name}(${name}: ${name}) -> ${name}:\n    return ${name}\n\nclass ${name}(${name}):\n    ${name} = 1\n`).join('\n')],
      ...STRANGE_NAMES.flatMap((name): readonly (readonly [string, string])[] => [[`app/${name}.py`, `from app import ${name}\ndef ${name}(): return 1\n`], [`${name}/${name}/__init__.py`, `import ${name}\n`], [`${name}.yaml`, `${name}: {${name}: ${name}}\n? ${name}\n: 1\n`], [`tests/test_${name}.py`, `def test_${name}(${name}): assert ${name}\n`]]),
      ['Makefile', STRANGE_NAMES.map((name) => `${name} := $(${name})\n${name}: ${name}\n\t$(MAKE) ${name} && $(${name})\n`).join('\n')], ['package.json', `{"scripts": {${STRANGE_NAMES.map((name) => `"${name}": "npm run ${name}"`).join(', ')}}}`],
      ['.github/workflows/strange.yml', `on: [push, ${STRANGE_NAMES.join(', ')}]\nenv: {${STRANGE_NAMES.map((name) => `${name}: 1`).join(', ')}}\njobs:\n${STRANGE_NAMES.map((name) => `  ${name}:\n    needs: [${name}]\n    if: \${{ ${name}.${name} == '${name}' && toJSON(${name}) && needs['${name}'].result }}\n    strategy: {matrix: {${name}: [${name}]}}\n    steps: [{run: make ${name}, shell: ${name}, id: ${name}, with: {${name}: 1}}, {run: npm run ${name}}]`).join('\n')}\n`],
      ['docker-compose.yml', `services:\n${STRANGE_NAMES.map((name) => `  ${name}: {extends: ${name}, depends_on: [${name}], command: ${name}}`).join('\n')}\n`], ['dvc.yaml', `stages:\n${STRANGE_NAMES.map((name) => `  ${name}: {cmd: dvc repro ${name}, deps: [${name}]}`).join('\n')}\n`], ['pyproject.toml', `[tool.poe.tasks]\n${STRANGE_NAMES.map((name) => `${name} = "poe ${name}"`).join('\n')}\n`],
      ['requirements.txt', STRANGE_NAMES.join('\n')], ['main.tf', STRANGE_NAMES.map((name) => `resource "${name}" "${name}" {\n  ${name} = ${name}.${name}\n}\n`).join('\n')],
    ),
  },
  {
    name: 'half-written',
    files: () => withService(
      ['app/old.py', 'print "hello %s" % name\nexec "x = 1" in d\nraise ValueError, "no"\ntry:\n    pass\nexcept (A, B), e:\n    print >>f, `e`, 0777, 10L, ur"x"\nif a <> b: print a,\n'], ['app/cut.py', 'from fastapi import FastAPI\napp = FastAPI(\n@app.get("/health"\ndef health(:\n    return {"status"\n\nclass A(\n    def f(self\n        x = [1, 2\n'],
      ['app/conflict.py', '<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> main\n'.repeat(5000)], ['app/prose.py', 'This is not Python at all, it is prose; don\'t you think?\n'.repeat(10_000)], ['app/html.py', '<html><body onload="x()">&nbsp;</body></html>\n'.repeat(10_000)], ['app/binary.py', new Uint8Array(500_000).map((_, at) => (at * 7919) % 256)], ['app/nul.py', `x = 1${'\0'.repeat(1000)}\n`],
      ['app/latin.py', new Uint8Array(200_000).map((_, at) => at % 20 === 0 ? 10 : 0xe0 + at % 31)], ['app/late.py', Buffer.concat([Buffer.from('x = 1\n'.repeat(10_000)), Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf5])])], ['app/utf16.py', Buffer.from('\uFEFFx = 1\n'.repeat(1000), 'utf16le')], ['app/utf16-lone.py', Buffer.from(`\uFEFFx = "${'\uD800'.repeat(5000)}"\n`, 'utf16le')],
      ['app/lone.py', `x = "${'\\ud800\\udfff'.repeat(10_000)}"\n`], ['config.json', '{"a": "\\ud800", "\\udc00": 1}'], ['params.yaml', 'a: "\\ud800"\n"\\udc00": "\\x00\\x1b[31m"\n'], ['notebooks/cut.ipynb', '{"cells":[{"cell_type":"code","source":["x = '], ['notebooks/list.ipynb', '[1, 2]'], ['notebooks/odd.ipynb', '{"cells": {"a": 1}, "metadata": []}'],
      ['notebooks/many.ipynb', `{"cells":[${Array.from({ length: 20_000 }, () => '{"cell_type":"code","source":["!ls\\n","x = 1\\n","%%time"]}').join(',')}],"metadata":{}}`], ['notebooks/picture.ipynb', `{"cells":[{"cell_type":"code","source":"x = 1","outputs":[{"data":{"image/png":"${'A'.repeat(7_000_000)}"}}]}],"metadata":{}}`], ['notebooks/deep.ipynb', `{"cells":${'['.repeat(1_000_000)}`],
    ),
  },
]
