import type { PlayedJob } from '../../acts/runs.ts'

const CASES: Readonly<Record<'unit' | 'integration' | 'behavioural', Readonly<Record<string, readonly string[]>>>> = {
  unit: {
    test_model: ['test_build_uses_the_parameters', 'test_load_says_where_it_looked'],
    test_prepare: ['test_clean_lowers_and_joins', 'test_clean_keeps_what_turns_a_sentence_round', 'test_validate_names_the_missing_column', 'test_validate_refuses_an_unknown_label', 'test_prepare_keeps_every_row'],
  },
  integration: { test_service: ['test_predict_answers_with_label_and_probability', 'test_empty_feedback_is_refused', 'test_health_and_metrics_answer', 'test_health_says_that_the_model_is_missing'] },
  behavioural: {
    test_predictions: [
      'test_plain_cases_get_their_label[great quality and friendly support-positive]', 'test_plain_cases_get_their_label[terrible quality and rude support-negative]',
      'test_a_name_does_not_change_the_label', 'test_a_complaint_lowers_the_probability_of_positive',
    ],
  },
}
const FAILING = 'test_clean_keeps_what_turns_a_sentence_round'
const UPLOAD = 'Run actions/upload-artifact@v5'

/** The workflow of ada's repository. */
export const CI = { path: '.github/workflows/ci.yml', name: 'CI' }
export const WATCH = { path: '.github/workflows/watch.yml', name: 'Watch for drift' }

/** What ada's CI does before anything changes. */
export const FIRST_GREEN: readonly PlayedJob[] = [{ name: 'check', steps: ['Lint', 'Unit tests', 'Integration tests', 'Behavioural tests'] }, { name: 'image', steps: ['Run docker/build-push-action@v6'] }]
const RED_LOG = `##[group]Run pytest tests/unit --junitxml=unit.xml
pytest tests/unit --junitxml=unit.xml
shell: /usr/bin/bash -e {0}
##[endgroup]
=================================== FAILURES ===================================
tests/unit/test_prepare.py:14: AssertionError
=========================== short test summary info ============================
FAILED tests/unit/test_prepare.py::${FAILING} - AssertionError: assert 'i dont like it' == "i don't like it"
========================= 1 failed, 6 passed in 1.02s ==========================
##[error]Process completed with exit code 1.
Post job cleanup.`
/** One unit test fails, so that nothing behind it runs; the report is uploaded all the same. */
export const RED: readonly PlayedJob[] = [
  { name: 'check', conclusion: 'failure', log: RED_LOG, steps: ['Lint', { name: 'Unit tests', conclusion: 'failure' }, { name: 'Integration tests', conclusion: 'skipped' }, { name: 'Behavioural tests', conclusion: 'skipped' }, UPLOAD] },
  { name: 'image', conclusion: 'skipped' },
]
export const GREEN: readonly PlayedJob[] = [{ name: 'check', steps: ['Lint', 'Unit tests', 'Integration tests', 'Behavioural tests', UPLOAD] }, { name: 'image', steps: ['Run docker/build-push-action@v6'] }]
const TRAINED: readonly PlayedJob[] = [{ name: 'check', steps: ['Lint', 'Unit tests', 'Integration tests', 'Behavioural tests', 'Train and compare with the baseline', UPLOAD] }, { name: 'image', steps: ['Run docker/build-push-action@v6'] }]
/** The whole pipeline on a pull request, and on main, where it deploys. */
export const PROPOSED: readonly PlayedJob[] = [...TRAINED, { name: 'deploy', conclusion: 'skipped' }]
export const DELIVERED: readonly PlayedJob[] = [...TRAINED, { name: 'deploy', steps: ['Deploy without traffic', 'Ask the candidate', 'Give it the traffic'] }]
/** The drift check, started by hand: nothing drifted, so nothing is trained. */
export const WATCHED: readonly PlayedJob[] = [{ name: 'drift', steps: ['Run pip install -e ".[train]"', 'Run dvc pull data/prepared', 'Look for drift'] }, { name: 'retrain', conclusion: 'skipped' }]

/** What the red run uploads: the unit tests alone, one of which failed. */
export function redReports(): Readonly<Record<string, string>> {
  return { 'unit.xml': junit('unit', FAILING) }
}

/** What a green run uploads: every test passed; `metrics` is what the training wrote. */
export function greenReports(metrics: string | null): Readonly<Record<string, string>> {
  const reports = Object.fromEntries((['unit', 'integration', 'behavioural'] as const).map((kind) => [`${metrics === null ? '' : 'reports/'}${kind}.xml`, junit(kind, null)]))
  return metrics === null ? reports : { ...reports, 'metrics.json': metrics }
}

/** A report as pytest writes it with --junitxml. */
function junit(kind: keyof typeof CASES, failing: string | null): string {
  const cases = Object.entries(CASES[kind]).flatMap(([module, names]) => names.map((name) => ({ classname: `tests.${kind}.${module}`, name })))
  const body = cases.map(({ classname, name }) => name === failing
    ? `<testcase classname="${classname}" name="${name}" time="0.004"><failure message="AssertionError: assert 'i dont like it' == &quot;i don't like it&quot;">tests/unit/test_prepare.py:14: AssertionError</failure></testcase>`
    : `<testcase classname="${classname}" name="${name}" time="0.031" />`).join('')
  return `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" errors="0" failures="${failing === null ? 0 : 1}" skipped="0" tests="${cases.length}" time="${(cases.length * 0.031).toFixed(3)}">${body}</testsuite></testsuites>\n`
}
