import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { cellDeliveries, cells } from '@/db/schema/index'
import { lookUp } from './look-up'

export type Cell = typeof cells.$inferSelect
export type CellDelivery = typeof cellDeliveries.$inferSelect

/** A cell with the secret that signs what it is told. */
export const findCell = (db: Db, cell: string): Promise<Cell | null> =>
  lookUp(async () => {
    const [row] = await db.select().from(cells).where(eq(cells.cell, cell))
    return row ?? null
  })

export type CellSummary = Omit<Cell, 'secret'> & { readonly lastDelivery: CellDelivery | null }

/** Every cell, by name, with the last attempt to tell it something. No secrets. */
export const listCells = (db: Db): Promise<CellSummary[]> =>
  lookUp(async () => {
    const last = db
      .select()
      .from(cellDeliveries)
      .where(eq(cellDeliveries.cell, cells.cell))
      .orderBy(desc(cellDeliveries.deliveryId))
      .limit(1)
      .as('last')
    const rows = await db.select().from(cells).leftJoinLateral(last, sql`true`).orderBy(asc(cells.cell))
    return rows.map(({ cells: { secret: _, ...cell }, last: lastDelivery }) => ({ ...cell, lastDelivery }))
  })

/** The newest attempts to tell cells of an org's halts. */
export const listDeliveries = (db: Db, org: string, most: number): Promise<CellDelivery[]> =>
  lookUp(() =>
    db
      .select()
      .from(cellDeliveries)
      .where(eq(cellDeliveries.orgId, org))
      .orderBy(desc(cellDeliveries.deliveryId))
      .limit(most),
  )
