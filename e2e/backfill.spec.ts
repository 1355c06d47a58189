import { expect, test } from '@playwright/test'
import { signedInAs } from './signed-in'

const snapshot = (name: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        metadata: { name, creationTimestamp: '2026-10-01T08:00:00Z', labels: { 'kontor.io/org': 'helvetia-docs' } },
        spec: { packages: ['ocr'] },
        status: { suspendedAt: '2026-10-09T08:00:00Z' },
      },
    ],
  })

test('an admin mirrors a snapshot from a file, sees what was missing, and a second time nothing is', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin')
  await page.getByRole('link', { name: 'Backfill' }).click()
  const record = page.getByRole('button', { name: 'Record what is missing' })
  await page.getByLabel('Snapshot').fill('not json')
  await record.click()
  await expect(page.getByText('must be JSON, as `kubectl get -o json` writes it', { exact: true })).toBeVisible()

  const file = { name: 'tenants.json', mimeType: 'application/json', buffer: Buffer.from(snapshot('backfilled-desk')) }
  await page.getByLabel('File').setInputFiles(file)
  await expect(page.getByLabel('Snapshot')).toHaveValue(/backfilled-desk/)
  const result = page.getByRole('status').filter({ hasText: 'in the snapshot' })
  await page.getByLabel('Dry run').check()
  await page.getByRole('button', { name: 'Show what is missing' }).click()
  await expect(result).toContainText('3 facts would be recorded')
  await expect(result).toContainText('This was a dry run')
  await page.getByLabel('Dry run').uncheck()
  await record.click()
  await expect(result).toContainText('3 facts were recorded')
  const missing = result.getByRole('region', { name: 'What was missing' }).getByRole('row', { name: /backfilled-desk/ })
  await expect(missing.getByRole('link', { name: 'Helvetia Docs' })).toBeVisible()
  await expect(missing).toContainText('helvetia-docs')
  await expect(result.getByRole('region', { name: 'Tenants that the list does not have' })).toContainText('helvetia')
  await expect(result).toContainText('1 tenant in the snapshot.')
  await record.click()
  await expect(result).toContainText('Nothing was missing')

  await page.getByLabel('Snapshot').fill(snapshot('backfilled-other').replace('helvetia-docs', 'nobody-at-all'))
  await record.click()
  const skipped = page.getByRole('region', { name: 'Skipped items' })
  await expect(skipped).toContainText('backfilled-other')
  await expect(skipped).toContainText('There is no organization nobody-at-all.')
  await page.goto('/admin/organizations/helvetia-docs')
  await expect(page.getByText('backfilled-desk').first()).toBeVisible()
  await expect(page.getByText('backfilled-other')).toHaveCount(0)
  await page.goto('/admin/audit')
  await expect(page.getByText('tenants.backfill').first()).toBeVisible()
  expect(problems).toEqual([])
})
