import { describe, expect, it } from 'vitest'
import { migrate, pendingMigrations } from '@/db/migrate'
import { testDatabase } from './test-database'

const { url, db, sql, ownerSql } = await testDatabase()

describe('the migrated database', () => {
  it('is current', async () => {
    expect(await pendingMigrations(db)).toEqual([])
  })
  it('is migrated again at every start, which changes nothing', async () => {
    await migrate(url)
    await migrate(url)
    expect(await pendingMigrations(db)).toEqual([])
  })
  it('is used as kontor_app', async () => {
    const [row] = await sql`select current_user as me`
    expect(row?.me).toBe('kontor_app')
    const [owner] = await ownerSql`select current_user as me`
    expect(owner?.me).toBe('kontor')
  })
})
