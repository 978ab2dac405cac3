-- The tables of a summary, as someone would write them for DuckDB who needs these figures once: no findings, no lists.
-- {folder} is the folder of the register's Parquet files.
CREATE TEMP TABLE partners AS SELECT "Partner" AS partner, "Partner type" AS type, "ITU category" AS category FROM '{folder}/partners.parquet';
CREATE TEMP TABLE agreements AS
  SELECT "Ref" AS ref, "Signed" AS signed, "Type" AS type, "Partner" AS partner, "Other partners" AS other, "Region" AS region, "Priority" AS priority
  FROM '{folder}/agreements.parquet' AS given SEMI JOIN partners ON partners.partner = given."Partner"
  WHERE "Signed" IS NOT NULL AND "Ref" IS NOT NULL
  QUALIFY count(*) OVER (PARTITION BY "Ref") = 1;
CREATE TEMP TABLE cash AS
  SELECT line."Ref" AS ref, line."Partner" AS partner, signed, line."Currency" AS currency, "Amount" AS amount,
    "Amount" / CASE WHEN line."Currency" = 'USD' THEN 1 ELSE rate."Units per USD" END AS usd
  FROM (SELECT l.*, a.signed, coalesce(l."Value date", a.signed) AS day FROM '{folder}/contributions.parquet' AS l JOIN agreements AS a ON a.ref = l."Ref"
    WHERE "Kind" = 'Cash' AND "Amount" >= 0 AND "Currency" IS NOT NULL) AS line
  ASOF LEFT JOIN '{folder}/rates.parquet' AS rate ON rate."Currency" = line."Currency" AND rate."Effective from" <= line.day
  WHERE line."Currency" = 'USD' OR rate."Units per USD" IS NOT NULL;
CREATE TEMP TABLE periods AS SELECT "Period" AS period, "From" AS first, "To" AS last FROM '{folder}/periods.parquet';
CREATE TEMP TABLE paid AS SELECT ref, sum(usd) AS usd, max(amount) > 0 AS pays FROM cash GROUP BY ref;
CREATE TEMP TABLE of_period AS
  SELECT period, a.*, coalesce(usd, 0) AS usd, coalesce(pays, false) AS pays FROM agreements AS a JOIN periods ON signed BETWEEN first AND last LEFT JOIN paid USING (ref);
CREATE TEMP TABLE signatories AS
  SELECT DISTINCT period, partner FROM (SELECT period, partner FROM of_period UNION ALL SELECT period, other FROM of_period WHERE other IS NOT NULL) SEMI JOIN partners USING (partner);
CREATE TEMP TABLE given AS SELECT period, partner, currency, sum(amount) AS amount, sum(usd) AS usd FROM cash JOIN periods ON signed BETWEEN first AND last GROUP BY ALL;
SELECT period, count(*), count(*) FILTER (pays), sum(usd) FROM of_period GROUP BY period;
SELECT period, type, count(*) FROM signatories JOIN partners USING (partner) GROUP BY ALL;
SELECT period, category, count(*) FROM signatories JOIN partners USING (partner) GROUP BY ALL;
SELECT period, type, sum(usd) FROM given JOIN partners USING (partner) GROUP BY ALL;
SELECT period, type, count(*), sum(usd) FROM of_period GROUP BY ALL;
SELECT period, region, count(*), sum(usd) FROM of_period GROUP BY ALL;
SELECT period, priority, count(*), sum(usd) FROM of_period GROUP BY ALL;
SELECT * FROM (SELECT period, partner, sum(usd) AS usd FROM given GROUP BY ALL) QUALIFY row_number() OVER (PARTITION BY period ORDER BY usd DESC, partner) <= 3;
