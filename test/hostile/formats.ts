import { lines, withService, type HostileRepository } from './repository.ts'

const MEGABYTE = 1024 * 1000

const laughs = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${lines(20, (at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 9 }, () => `*a${at}`).join(', ')}]`)}\n`
const merges = `m0: &m0 {k0: v}\n${lines(3000, (at) => `m${at + 1}: &m${at + 1}\n  <<: *m${at}\n  k${at + 1}: v`)}\n`
const manyKeys = (prefix: string): string => lines(50_000, (at) => `${prefix}${at}: ${at}`)

/** What one format after the other can do to its reader: unfold, nest, repeat a sign without end. */
export const FORMATS: readonly HostileRepository[] = [
  {
    name: 'yaml-bombs', tells: 'params.yaml',
    files: () => withService(
      ['params.yaml', laughs], ['dvc.lock', laughs], ['docker-compose.yml', laughs], ['k8s/merges.yaml', merges], ['k8s/keys.yaml', manyKeys('k')], ['.github/workflows/laughs.yml', laughs],
      ['.github/workflows/merges.yml', merges], ['prometheus/rules.yml', laughs], ['.pre-commit-config.yaml', laughs], ['k8s/self.yaml', 'a: &a [*a, *a]\nb: &b {<<: *b}\n'],
      ['k8s/many.yaml', '---\na: 1\n'.repeat(100_000)], ['k8s/anchors.yaml', lines(40_000, (at) => `k${at}: &a${at} *a${at - 1}`)],
    ),
  },
  {
    name: 'yaml-deep',
    files: () => withService(
      ['params.yaml', '['.repeat(500_000)], ['k8s/flow.yaml', '{a: '.repeat(200_000)], ['k8s/block.yaml', lines(1200, (at) => `${' '.repeat(at)}a:`)], ['k8s/dash.yaml', '- '.repeat(400_000)],
      ['.github/workflows/deep.yml', `on: push\njobs:\n  a:\n    steps: ${'['.repeat(400_000)}`], ['docker-compose.yml', `services: ${'{a: '.repeat(190)}`], ['dvc.yaml', `stages:\n  a:\n    cmd: ${'- '.repeat(450)}x`],
      ['k8s/question.yaml', '? '.repeat(400_000)], ['k8s/quotes.yaml', `a: "${'\\'.repeat(MEGABYTE)}`], ['k8s/tags.yaml', '!'.repeat(MEGABYTE)], ['k8s/helm.yaml', '{{'.repeat(MEGABYTE / 2)], ['k8s/helm2.yaml', '{{}}'.repeat(MEGABYTE / 4)],
      ['k8s/comments.yaml', '#\n'.repeat(MEGABYTE / 2)], ['k8s/indent.yaml', lines(20_000, (at) => `${' '.repeat(at % 90)}k:`)], ['k8s/folded.yaml', `a: >\n${' \n'.repeat(400_000)}`], ['k8s/plain.yaml', `a: ${'b\n  '.repeat(300_000)}`],
    ),
  },
  {
    name: 'json-and-toml',
    files: () => withService(
      ['package.json', `{"scripts": ${'{"a":'.repeat(30_000)}`], ['deep.json', '['.repeat(190_000)], ['grafana/dashboard.json', `{"panels": [${Array.from({ length: 60_000 }, (_, at) => `{"a${at}": 1}`).join(',')}]}`],
      ['keys.json', `{${Array.from({ length: 12_000 }, (_, at) => `"k${at}": ${at}`).join(',')}}`], ['proto.json', '{"__proto__": {"a": 1}, "constructor": {"prototype": 1}, "toString": "x", "scripts": {"__proto__": "rm"}}'],
      ['quote.json', `"${'\\'.repeat(190_000)}`], ['spaces.json', `{${' '.repeat(190_000)}`], ['commas.json', ','.repeat(190_000)], ['comment.json', ' \n'.repeat(95_000)],
      ['pyproject.toml', `a = ${'['.repeat(MEGABYTE)}`], ['Pipfile', lines(40_000, (at) => `[a.b${at}.c]`)], ['ruff.toml', `${'a.'.repeat(MEGABYTE / 2)}b = 1`], ['deep.toml', `[${'a.'.repeat(20_000)}b]\nc = 1\n`.repeat(10)],
      ['.pre-commit.toml', lines(40_000, (at) => `[[x]]\ny = ${at}`)], ['strings.toml', `a = """${'"'.repeat(3)}\n`.repeat(100_000)], ['inline.toml', `a = ${'{b = '.repeat(100_000)}`], ['mise.toml', `[tasks]\n${lines(20_000, (at) => `t${at} = { run = "mise run t${at + 1}" }`)}`],
    ),
  },
  {
    name: 'settings-and-lists',
    files: () => withService(
      ['tox.ini', `[tox]\nenvlist = ${'{a,b}'.repeat(5000)}\n[testenv]\ncommands = pytest\n${'  x\n'.repeat(200_000)}`], ['setup.cfg', '['.repeat(MEGABYTE)], ['.flake8', ' '.repeat(MEGABYTE)],
      ['.dvc/config', `${'['.repeat(20)}\n`.repeat(40_000)], ['mypy.ini', `[mypy]\na = b\n${' c #'.repeat(250_000)}`], ['pytest.ini', `[pytest]\naddopts = ${'{[testenv]commands}'.repeat(50_000)}`],
      ['requirements.txt', ('fastapi['.repeat(MEGABYTE / 8))], ['requirements-dev.txt', lines(60_000, (at) => `package-${at}==1`)], ['requirements/base.txt', `-r base.txt\n-r ../requirements/base.txt\n${'a'.repeat(MEGABYTE / 2)} `], ['requirements/spaces.txt', `a${' '.repeat(MEGABYTE - 10)}b`],
      ['.gitignore', lines(20_000, (at) => `${'*'.repeat(at % 400)}a`)], ['.dockerignore', `${'**/'.repeat(300)}*\n`.repeat(5000)], ['.gitattributes', `${'*'.repeat(900)} filter=lfs\n`.repeat(1000)],
      ['Procfile', `web: ${'a && '.repeat(200_000)}`], ['crontab', ('* '.repeat(MEGABYTE / 2))],
    ),
  },
  {
    name: 'containers',
    files: () => withService(
      ['Dockerfile', `FROM python\n${lines(20_000, (at) => `FROM stage${at} AS stage${at + 1}`)}\nCMD uvicorn app.main:app\n`], ['a.Dockerfile', `FROM python\nRUN ${'a \\\n'.repeat(200_000)}`], ['b.Dockerfile', `FROM ${'${A:-'.repeat(200_000)}`],
      ['c.Dockerfile', `FROM python\nCMD ${'['.repeat(MEGABYTE)}`], ['d.Dockerfile', `FROM python\n${lines(2000, (at) => `RUN <<EOF${at}\necho`)}`], ['e.Dockerfile', `FROM python\n${'COPY --from=x a b\n'.repeat(30_000)}`],
      ['f.Dockerfile', `# escape=\`\nFROM python\n${lines(5000, (at) => `ARG A${at}=$A${at - 1}$A${at - 1}`)}\nRUN pip install $A4999`], ['g.Dockerfile', `FROM python\nRUN ${'$('.repeat(400_000)}`], ['h.Dockerfile', `FROM python\nENV ${'A=b '.repeat(200_000)}`],
      ['i.Dockerfile', (' '.repeat(MEGABYTE))], ['j.Dockerfile', `FROM python\nRUN ${'a && '.repeat(150_000)}b`], ['k.Dockerfile', `FROM python\n${'LABEL "'.repeat(100_000)}`],
      ['docker-compose.yml', `services:\n${lines(4000, (at) => `  s${at}:\n    build: .\n    depends_on: [s${(at + 1) % 4000}]\n    healthcheck: {test: curl localhost/health}`)}`],
      ['k8s/deployments.yaml', lines(3000, (at) => `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d${at}}\nspec: {template: {spec: {containers: [{name: a, image: b, livenessProbe: {httpGet: {path: /health}}}]}}}`)],
      ['main.tf', `resource "a" "b" {\n${'d {\n'.repeat(100_000)}`], ['lists.tf', `locals {\n x = ${'['.repeat(MEGABYTE)}`], ['text.tf', `locals {\n x = "${'${"'.repeat(MEGABYTE / 3)}`], ['here.tf', lines(20_000, (at) => `x = <<E${at}`)], ['blocks.tf', lines(25_000, (at) => `resource "aws_cloudwatch_metric_alarm" "b${at}" {}`)],
    ),
  },
  {
    name: 'documents',
    files: () => withService(
      ['README.md', lines(10_000, (at) => `${'#'.repeat(1 + at % 6)} Heading ${at} rollback`)], ['docs/nested.md', '> '.repeat(MEGABYTE / 2)], ['docs/fences.md', ':::a\n'.repeat(MEGABYTE / 5)], ['docs/lists.md', lines(10_000, (at) => `${' '.repeat(at % 200)}- a`)], ['docs/dashes.md', '- '.repeat(MEGABYTE / 2)],
      ['docs/brackets.md', '['.repeat(MEGABYTE)], ['docs/links.md', '[a]('.repeat(MEGABYTE / 4)], ['docs/images.md', '![a]('.repeat(MEGABYTE / 5)], ['docs/stars.md', '*a **b '.repeat(MEGABYTE / 7)], ['docs/ticks.md', lines(1400, (at) => '`'.repeat(at))], ['docs/backslash.md', '\\'.repeat(MEGABYTE)],
      ['docs/table.md', `|${'a|'.repeat(5000)}\n|${'-|'.repeat(5000)}\n${`|${'b|'.repeat(5000)}\n`.repeat(50)}`], ['docs/rows.md', `| accuracy |\n|-|\n${'| 0.9 |\n'.repeat(100_000)}`], ['docs/entities.md', '&'.repeat(MEGABYTE)], ['docs/html.md', '<a '.repeat(MEGABYTE / 3)], ['docs/references.md', lines(30_000, (at) => `[a${at}]: b`)],
      ['docs/code.md', lines(20_000, (at) => `\`\`\`sh\npytest ${at}\n\`\`\``)], ['docs/title.rst', lines(50_000, () => 'a\n=')], ['docs/text.txt', 'rollback '.repeat(MEGABYTE / 9)], ['docs/one.txt', 'accuracy 0.9 '.repeat(MEGABYTE / 13)], ['docs/rst.rst', '.. code-block:: sh\n\n   pytest\n'.repeat(30_000)],
      ['docs/tilde.md', '~'.repeat(MEGABYTE)], ['docs/angle.md', '<'.repeat(MEGABYTE)], ['docs/underscores.md', '_'.repeat(MEGABYTE)], ['docs/colons.md', ':'.repeat(MEGABYTE)], ['docs/spaces.md', ' '.repeat(MEGABYTE)], ['docs/quotes.md', '"\''.repeat(MEGABYTE / 2)], ['docs/urls.md', 'http://'.repeat(MEGABYTE / 7)],
      ['MODEL_CARD.md', `# Model\n${'accuracy: 0.9 baseline '.repeat(40_000)}`],
    ),
  },
  {
    name: 'long-lines', tells: 'app/long.py',
    files: () => withService(
      ['app/long.py', `x = "${'a'.repeat(20 * MEGABYTE)}"`], ['app/row.py', `x = [${'1, '.repeat(MEGABYTE / 3 - 10)}1]`], ['app/chain.py', `x = a${'.b()'.repeat(250_000)}`], ['app/sum.py', `x = a${' + a'.repeat(250_000)}`], ['app/call.py', ('f('.repeat(MEGABYTE / 2))], ['notes.md', 'a'.repeat(20 * MEGABYTE)],
      ['app/text.py', `x = """${'\\'.repeat(MEGABYTE)}`], ['app/fstring.py', `x = f"${'{a}'.repeat(MEGABYTE / 3 - 10)}"`], ['app/nested-f.py', `x = ${'f"{'.repeat(MEGABYTE / 3 - 10)}`], ['app/semicolons.py', 'a=1;'.repeat(250_000)], ['app/lambda.py', `x = ${'lambda: '.repeat(120_000)}1`], ['app/not.py', `x = ${'not '.repeat(250_000)}1`], ['app/unary.py', `x = ${'-'.repeat(MEGABYTE)}1`],
      ['app/dict.py', `x = ${'{"a": '.repeat(160_000)}`], ['app/ternary.py', `x = ${'1 if a else '.repeat(80_000)}2`], ['app/compare.py', `assert a${' < a'.repeat(250_000)}`], ['app/and.py', `assert a${' and a'.repeat(160_000)}`], ['app/subscript.py', `x = a${'[0]'.repeat(300_000)}`], ['app/decorators.py', `${'@a\n'.repeat(300_000)}def f(): pass`], ['app/assign.py', `${'a = '.repeat(250_000)}1`],
      ['app/await.py', `x = ${'await '.repeat(160_000)}a`], ['app/strings.py', `x = ${'"a" '.repeat(250_000)}`], ['app/dots.py', `from ${'.'.repeat(MEGABYTE)} import a`], ['app/imports.py', `import ${'a, '.repeat(300_000)}a`], ['app/module.py', `import ${'a.'.repeat(MEGABYTE / 2)}a`], ['app/colons.py', 'if a:'.repeat(200_000)], ['app/walrus.py', `x = ${'(a := '.repeat(160_000)}`],
      ['app/comprehension.py', `x = [a${' for a in a'.repeat(90_000)}]`], ['app/arguments.py', `f(${'a=1, '.repeat(180_000)})`], ['app/parameters.py', `def f(${'a, '.repeat(300_000)}a): pass`], ['app/match.py', `match a:\n${'  case 1: pass\n'.repeat(60_000)}`],
    ),
  },
]
