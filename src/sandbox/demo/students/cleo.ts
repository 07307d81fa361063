import type { PlayedJob } from '../../acts/runs.ts'
import type { Student } from '../student.ts'
import { actsOf } from '../student-acts.ts'

const TESTS = { path: '.github/workflows/tests.yml', name: 'Tests' }
/** Run from the root, pytest knows the folder of the test, and not the one that `app.py` lies in. */
const LOG = `##[group]Run pip install -r requirements.txt pytest
pip install -r requirements.txt pytest
shell: /usr/bin/bash -e {0}
##[endgroup]
Successfully installed pytest-8.4.2
##[group]Run pytest
pytest
shell: /usr/bin/bash -e {0}
##[endgroup]
==================================== ERRORS ====================================
______________________ ERROR collecting tests/test_app.py ______________________
tests/test_app.py:1: in <module>
    from app import predict
E   ModuleNotFoundError: No module named 'app'
=========================== short test summary info ============================
ERROR tests/test_app.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
=============================== 1 error in 0.11s ===============================
##[error]Process completed with exit code 2.
Post job cleanup.`
const failed = (log: string): readonly PlayedJob[] => [{ name: 'tests', conclusion: 'failure', log, steps: ['Run pip install -r requirements.txt pytest', { name: 'Run pytest', conclusion: 'failure' }] }]

/** What she tries: the import written otherwise, which does not help. */
const TRIED = `import app


def test_predict_gives_a_label():
    assert app.predict({"text": "a fine day"})["label"] in ("positive", "negative")
`

/** The weak student: the template, and a first pull request whose test CI finds failing, twice for the same reason, after which a hint comes unasked. */
export const CLEO: Student = {
  login: 'cleo', repository: 'capstone-cleo', says: 'Has the template, and opens a first pull request, whose test CI finds failing twice for one reason: a hint comes unasked. Answers in Spanish.', begins: null,
  play: async (stage) => {
    const { push, open, run, answer, hinted } = actsOf(stage, CLEO)
    await answer('Can I hand this in on Sunday?')
    await answer('Es llevar el modelo a producción y vigilar que siga funcionando bien.')
    const first = await push('first-tests', stage.files('class/weak'), 'Add a test and a Dockerfile')
    const number = await open('first-tests', 'Add a test and a Dockerfile')
    const fail = (commit: string, log: string): Promise<unknown> => Promise.all(['push', 'pull_request'].map((event) => run({ ...TESTS, commit, branch: 'first-tests', event, jobs: failed(log) })))
    await fail(first, LOG)
    const second = await push('first-tests', { 'tests/test_app.py': TRIED }, 'Import the whole module')
    await fail(second, LOG.replace('from app import predict', 'import app'))
    await hinted(number)
  },
}
