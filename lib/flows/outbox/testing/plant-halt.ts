import type { Temporal } from 'temporal-polyfill'
import type { TestDatabase } from '@/db/testing/test-database'

type Sql = TestDatabase['sql']

/** Halts or unblocks an org behind the flows: its gate moves on by a generation, with a command for its cell. */
export const plantHalt = async (
  sql: Sql,
  { org, halted, cell, at }: { org: string; halted: boolean; cell: string | null; at: Temporal.Instant },
): Promise<bigint> => {
  const [row] = await sql<{ generation: string }[]>`
    with gate as (
      insert into org_gates (org_id, version, biller, halted, reason, currency, remaining, held, unit, units_remaining,
        units_held, max_disk_mb, concurrency, cell, generation, valid_until, projected_at)
      values (${org}, 1, 'prepaid', ${halted}, 'credits_used_up', 'CHF', 0, 0, '', 0, 0, 20480, 5,
        ${cell}, 1, ${at.add({ hours: 1 }).toString()}, ${at.toString()})
      on conflict (org_id) do update set halted = excluded.halted, reason = excluded.reason, cell = excluded.cell,
        generation = org_gates.generation + 1, version = org_gates.version + 1
      returning generation, halted
    ), command as (
      insert into outbox (kind, org_id, reference, created_at, due_at)
      select 'cell_command', ${org}, case when halted then 'halt:' else 'unblock:' end || generation, ${at.toString()}, ${at.toString()} from gate where ${cell}::text is not null
    )
    select generation::text from gate`
  return BigInt(row?.generation ?? 0)
}

export const plantCell = async (sql: Sql, cell: string, url: string, secret: string): Promise<void> => {
  await sql`
    insert into cells (cell, url, secret, updated_at) values (${cell}, ${url}, ${secret}, now())
    on conflict (cell) do update set url = excluded.url, secret = excluded.secret`
}
