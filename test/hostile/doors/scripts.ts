import { readIni } from '../../../src/parse/ini.ts'
import { readJson } from '../../../src/parse/json-text.ts'
import { readPython } from '../../../src/parse/python/read-python.ts'
import { BUNDLE_NAME } from '../../../src/parse/reports/manifest.ts'
import { isMetricsName } from '../../../src/parse/reports/metrics.ts'
import { isMlflowPath } from '../../../src/parse/reports/mlflow-files.ts'
import { readPrometheusText } from '../../../src/parse/reports/prometheus-text.ts'
import { isWanted, isWantedByName, plotsFolderOf } from '../../../src/parse/reports/wanted.ts'
import { readJustfile } from '../../../src/parse/runners/justfile.ts'
import { expandMake, makeVariables } from '../../../src/parse/runners/make-values.ts'
import { readMakefile } from '../../../src/parse/runners/makefile.ts'
import { preCommitHooks } from '../../../src/parse/runners/pre-commit.ts'
import { pipfileTasks, pyprojectTasks, tomlTasks } from '../../../src/parse/runners/pyproject-tasks.ts'
import { invokeTasks, noxSessions } from '../../../src/parse/runners/python-tasks.ts'
import { taskScript } from '../../../src/parse/runners/task.ts'
import { toxOfIni, toxOfToml } from '../../../src/parse/runners/tox.ts'
import { lefthookTasks, packageScripts, pipelineStages, taskfileTasks } from '../../../src/parse/runners/yaml-tasks.ts'
import { firstCommand } from '../../../src/parse/shell/first-command.ts'
import { flagValue, flagValues, skipFlags } from '../../../src/parse/shell/flags.ts'
import { readShell } from '../../../src/parse/shell/read-shell.ts'
import { readToml } from '../../../src/parse/toml.ts'
import { asksForStatus, conditionHolds, evaluate } from '../../../src/parse/workflow/condition.ts'
import { passesFilter, pathFilter } from '../../../src/parse/workflow/filters.ts'
import { readAction, readWorkflow } from '../../../src/parse/workflow/read-workflow.ts'
import { readYaml } from '../../../src/parse/yaml.ts'
import { readAllReports } from '../../support/read-reports.ts'
import type { Doors } from './door.ts'
import { seedsOf } from './seeds.ts'

const SHELL = [...seedsOf(/\.sh$/), '#!/bin/bash\nset -euo pipefail\nf() { a "$@" | b; }\nif ! f x; then exit 1; fi\ncase $1 in a) b;; esac\ncat <<EOF | bash\nx\nEOF\nfor i in $(ls); do f "$i" & done\n', 'pytest -q --cov=app "a b" | tee log || true; [ $? -eq 5 ] && (cd x && make -C y t)']
const MAKE = [...seedsOf(/Makefile$|\.mk$/), 'A := $(shell ls)\nB = $(A:%.o=%.c) $(foreach x,$(A),$(x)) $(call f,$(B))\ndefine f\n$(1) $(f)\nendef\n.PHONY: t\nt: a b ; x\n\t-@$(MAKE) -C x $(A) && echo "x" || true\nifeq ($(A),)\ninclude y.mk\nendif\n']
const CONDITIONS = ['github.ref == \'refs/heads/main\' && always()', '${{ contains(fromJSON(\'["a"]\'), github.event_name) || !failure() }}', 'success() && (needs.a.result != \'skipped\' || inputs[\'x y\'] > 1.5e3)', 'format(\'{0}{{\', matrix.*.a)']
const FILTERS = ['docs/**', '!**/*.md', 'release/v[0-9]+.?', '**', 'feature/{a,b}']
const REPORTS = ['junit.xml', 'coverage.xml', 'coverage.lcov', 'metrics.json', 'metrics.yaml', 'drift.json', 'manifest.json', 'mlruns/1/a/meta.yaml', 'mlruns/1/a/metrics/auc', 'models/m/MLmodel']
const REPORT_TEXTS = ['<?xml version="1.0"?><testsuites><testsuite name="pytest" tests="2" time="0.5"><testcase classname="tests.test_a" name="test_a" time="0.1"/><testcase name="b"><failure message="assert &lt; 1&#10;x"><![CDATA[trace]]></failure></testcase></testsuite></testsuites>', '<coverage lines-valid="4" lines-covered="3"><packages/></coverage>', 'TN:\nSF:a.py\nDA:1,1\nLF:2\nLH:1\nend_of_record\n', '{"accuracy": 0.9, "loss": NaN, "test": {"f1": [{"name": "a", "value": 1}]}}', '{"metrics": [{"metric": "DatasetDriftMetric", "result": {"dataset_drift": true}}]}', 'run_id: a\nexperiment_id: \'1\'\nstatus: 3\n', '1 0.5 0\n2 nan 1\n']

/** What the readers of scripts, tasks, workflows and reports make of a damaged text. */
export const SCRIPTS: Doors = {
  'src/parse/reports/manifest.ts': { seeds: ['{"bundle": "capstone-evidence", "schema": 1, "commit": null, "takenAt": "2026-03-01T10:05:00Z", "madeBy": {"tool": "a"}, "files": [{"path": "a/b"}]}'], enter: (text) => readAllReports({ [`${BUNDLE_NAME}/manifest.json`]: text }) },
  'src/parse/reports/metrics.ts': { seeds: REPORTS, enter: isMetricsName },
  'src/parse/reports/mlflow-files.ts': { seeds: REPORTS, enter: isMlflowPath },
  'src/parse/reports/prometheus-text.ts': { seeds: ['# HELP a Help\n# TYPE a counter\na{b="c\\"}",d="\\n"} 1 2\na_total NaN\n'], enter: readPrometheusText },
  'src/parse/reports/read-reports.ts': { seeds: REPORT_TEXTS, enter: (text) => REPORTS.map((path) => readAllReports({ [path]: text })) },
  'src/parse/reports/wanted.ts': { seeds: REPORTS, enter: (text) => [isWanted(text), isWantedByName(text), plotsFolderOf(text)] },
  'src/parse/runners/justfile.ts': { seeds: [...seedsOf(/justfile$/i), 'a := "1"\n@b x="y" *z: c\n  -pytest {{a}}\n[private]\nc:\n  #!/bin/sh\n  x\n'], enter: readJustfile },
  'src/parse/runners/make-values.ts': { seeds: MAKE, enter: (text) => { const values = makeVariables([readMakefile(text)], new Map()); return [...values].map(([, value]) => expandMake(value, values)).concat(expandMake(text, values)) } },
  'src/parse/runners/makefile.ts': { seeds: MAKE, enter: readMakefile },
  'src/parse/runners/pre-commit.ts': { seeds: seedsOf(/\.pre-commit-config/), enter: (text) => readYaml(text).documents.map(preCommitHooks) },
  'src/parse/runners/pyproject-tasks.ts': { seeds: seedsOf(/\.toml$/), enter: (text) => { const { value, lines } = readToml(text); return [pipfileTasks(value, lines), pyprojectTasks(value, lines), tomlTasks(value, lines, 'pixi'), tomlTasks(value, lines, 'mise')] } },
  'src/parse/runners/python-tasks.ts': { seeds: seedsOf(/(?:noxfile|tasks)\.py$/), enter: (text) => [invokeTasks(readPython(text)), noxSessions(readPython(text))] },
  'src/parse/runners/task.ts': { seeds: SHELL, enter: (text) => taskScript(text, 1) },
  'src/parse/runners/tox.ts': { seeds: [...seedsOf(/tox\.ini$|setup\.cfg$/), '[testenv:a{1,2}]\ncommands =\n    pytest {posargs}\n  - flake8\n'], enter: (text) => [toxOfIni(readIni(text).sections, false), toxOfIni(readIni(text).sections, true), toxOfToml(readToml(text).value, 1)] },
  'src/parse/runners/yaml-tasks.ts': { seeds: seedsOf(/(?:lefthook|Taskfile|dvc|package)[^/]*\.(?:ya?ml|json)$/), enter: (text) => { const { value, lines } = readJson(text); return [...readYaml(text).documents.map((one) => [lefthookTasks(one), pipelineStages(one), taskfileTasks(one)]), packageScripts(value, lines)] } },
  'src/parse/shell/first-command.ts': { seeds: SHELL, enter: firstCommand },
  'src/parse/shell/flags.ts': { seeds: SHELL, enter: (text) => { const words = text.split(' '); return [flagValue(words, '-c', '--cov'), flagValues(words, '-m'), skipFlags(words, 0, ['-c'])] } },
  'src/parse/shell/read-shell.ts': { seeds: SHELL, enter: (text) => readShell(text, { errexit: true }) },
  'src/parse/workflow/condition.ts': { seeds: CONDITIONS, enter: (text) => [asksForStatus(text), conditionHolds(text, () => undefined), evaluate(text, (name) => name.length) ?? null] },
  'src/parse/workflow/filters.ts': { seeds: FILTERS, enter: (text) => [passesFilter([text], 'feature/a'), pathFilter([text, `!${text}`])('docs/a.md')] },
  'src/parse/workflow/read-workflow.ts': { seeds: seedsOf(/\.github\/.*\.ya?ml$/), enter: (text) => [readWorkflow(text), readAction(text)] },
}
