ALTER TABLE "org_gates" ADD COLUMN "cap" numeric(38, 12);--> statement-breakpoint
ALTER TABLE "org_gates" ADD COLUMN "quota" numeric(38, 12);--> statement-breakpoint
-- Gates that say that a cap or a quota ran out are projected again by whoever reads them next, with the figure.
UPDATE "org_gates" SET "valid_until" = "projected_at" WHERE "reason" IN ('cap_reached', 'quota_used_up');
