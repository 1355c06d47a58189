CREATE TABLE "meter_words" (
	"meter" text PRIMARY KEY NOT NULL,
	"scale" bigint NOT NULL,
	"words" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "meter_words_scale" CHECK ("meter_words"."scale" between 1 and 1000000000000)
);
--> statement-breakpoint
CREATE TABLE "skill_words" (
	"skill" text PRIMARY KEY NOT NULL,
	"names" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL
);
