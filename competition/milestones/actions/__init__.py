"""What organisers and units do with milestones."""

from competition.milestones.actions.reporting import Said, judge, report
from competition.milestones.actions.setting import drop, set_up
from competition.milestones.actions.settling import settle

__all__ = ["Said", "drop", "judge", "report", "set_up", "settle"]
