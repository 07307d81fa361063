import { expect, it } from 'vitest'
import { withoutPlaces } from '../../src/parse/private-values.ts'

it.each([
  'tests/data/test_load.py', 'src/app/main.py', 'api/application/x.py', '/application/x.py', './data/train.csv', '../data/train.csv', 'my-app/data/x', 'http://app:8000/predict', 'http://data/predict', 'https://example.org/home/page', '…/data/x', 'ratio 3/4',
])('leaves %s as it is', (text) => { expect(withoutPlaces(text, '/work/churn')).toBe(text) })

it.each([
  ['/home/ana/x', '…/x'], ['see /home/ana/x: no', 'see …/x: no'], ['--data=/home/ana/x', '--data=…/x'], ['file:///home/ana/x', '…/x'], ['sqlite:////home/ana/mlflow.db', 'sqlite:…/mlflow.db'], ['//home/ana/x', '…/x'], ['file:///C:/Users/ana/x', '…/x'],
  ['C:\\Users\\ana\\x', '…/x'], ['C:\\\\Users\\\\ana\\\\x', '…/x'], ['/app', '…/app'], ['/work/churn/data/x', 'data/x'], ['ana@example.org', '…'],
])('makes of %s no place of a machine', (text, told) => { expect(withoutPlaces(text, '/work/churn')).toBe(told) })
