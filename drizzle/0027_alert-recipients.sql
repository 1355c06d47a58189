UPDATE "alerts" SET "sent_to" = '{}' WHERE "sent_to" IS NULL;--> statement-breakpoint
ALTER TABLE "alerts" DROP CONSTRAINT "alerts_settled_whole";--> statement-breakpoint
ALTER TABLE "alerts" ALTER COLUMN "sent_to" SET DEFAULT '{}';--> statement-breakpoint
ALTER TABLE "alerts" ALTER COLUMN "sent_to" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_settled_whole" CHECK (num_nonnulls("alerts"."settled_at", "alerts"."outcome") in (0, 2));