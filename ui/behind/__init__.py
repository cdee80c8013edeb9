"""What stands behind a mark of a chart: its journeys, and their moments."""
