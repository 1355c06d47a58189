import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, mailSheetDigest } from '@/proxy'
import { composeAlert } from './compose-mail'
import { sampleAlerts } from './samples'
import { mailSheet } from './style'

test('a page may show the sheet of e-mails, and it is written into them as it is', async () => {
  const digest = createHash('sha256').update(mailSheet).digest('base64')
  expect(mailSheetDigest).toBe(`'sha256-${digest}'`)
  expect(contentSecurityPolicy('abc', false)).toContain(mailSheetDigest)
  const reader = { language: 'en', zone: 'UTC', org: 'Acme', seller: '', home: 'https://kontor.example' } as const
  const { html } = await composeAlert(sampleAlerts.goes_on, reader, (key) => key)
  expect(html).toContain(`<style>${mailSheet}</style>`)
})
