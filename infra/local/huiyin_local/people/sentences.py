"""What scripted people write: a few natural sentences, put together by chance, with nobody's name in them."""

import re

from huiyin_local.people.dice import Dice

_OPENINGS = (
    "收到您的诉求后，我单位高度重视，立即安排工作人员到现场核实。",
    "您反映的问题已收悉，经办科室于当日与您取得联系并了解具体情况。",
    "感谢您对我们工作的关心和监督，现将办理情况答复如下。",
    "接到来信后，我单位会同所在街道、社区进行了实地走访。",
)
_FINDINGS = (
    "经查，您反映的情况基本属实，相关责任单位此前巡查不到位。",
    "经核实，该处问题因设施老化所致，确给周边居民带来不便。",
    "经现场勘查并调取记录，问题系多方职责衔接不畅造成。",
    "经了解，该事项涉及前期手续，目前已补齐所需材料。",
)
_RESULTS = (
    "目前已督促责任单位整改完毕，并将该点位列入每周巡查范围，防止反弹。",
    "已下达限期整改通知书，要求十五日内完成，我单位将按期复查。",
    "已安排施工人员进场维修，预计五个工作日内恢复正常使用。",
    "已为您办结相关手续，您可持有效证件到窗口领取，无需再跑第二趟。",
)
_BASES = (
    "依据《信访工作条例》和《优化营商环境条例》（国务院令第722号）的有关规定办理。",
    "依据《物业管理条例》（国务院令第504号）及本地配套规定办理。",
    "依据《城市市容和环境卫生管理条例》（国务院令第101号）的有关规定办理。",
    "依据《无障碍环境建设法》和《城市道路管理条例》（国务院令第198号）的有关规定办理。",
)
_CONTACTS = (
    "经办科室已于办理当日电话告知诉求人处理结果，诉求人表示满意。",
    "工作人员已上门向诉求人当面说明情况，诉求人表示理解和认可。",
    "已通过电话与诉求人沟通两次，诉求人对处理结果基本满意。",
)
_HANDLERS = (
    "具体办理：本单位业务科室经办人，可拨打12345转接。",
    "具体办理：本单位窗口负责同志，可拨打12345转接本单位值班室。",
)
_UNITS = ("由本单位业务科室承办，属地街道配合。", "由本单位承办，无配合单位。")
_TIMES = ("接到来信当日受理，现已办结。", "接到来信后两个工作日内完成现场核实并办结。")
_TELEPHONES = ("如有疑问，可在工作时间拨打12345转本单位咨询。", "联系方式：拨打12345，请话务员转接本单位。")
_PUBLICITY = ("内容不涉及国家秘密、商业秘密和个人隐私，同意公开。", "涉及来信人个人事项，建议不公开。")
_INVESTIGATIONS = tuple(found + result for found, result in zip(_FINDINGS, _RESULTS, strict=True))
_PAPERS = ("书面说明（2026年第18号），3月5日，经负责人签字并盖章。", "单位说明函（2026年第27号），3月9日，已加盖公章。")
_BODIES = ("市市场监督管理局", "市人力资源和社会保障局", "市交通运输委员会")
LAWS = ("《中华人民共和国消费者权益保护法》第四十六条", "《劳动保障监察条例》第十七条")
EXPLAINED = (
    "已于办理当日电话向诉求人说明原因和下一步安排，诉求人表示理解。",
    "工作人员已上门当面向诉求人解释现行政策，并告知可以申请的救助渠道。",
)
_GENERAL = ("有关情况已核对，无其他需要补充说明的事项。", "按规定办理，具体情况见上。")

# What a label asks for, in its own words; the first that fits.
_ASKED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(words), sentences)
    for words, sentences in (
        ("向诉求人解释", EXPLAINED),
        ("材料|文号|扫描件|盖章", _PAPERS),
        ("(?:转送|呈报)单位", _BODIES),
        ("依据|法规|政策", _BASES),
        ("沟通|回复来信人|满意", _CONTACTS),
        ("公开", _PUBLICITY),
        ("办理人|承办人|经办|人员", _HANDLERS),
        ("联系方式|电话", _TELEPHONES),
        ("调查|核查", _INVESTIGATIONS),
        ("时间|日期", _TIMES),
        ("单位", _UNITS),
    )
)
POOR = ("情况属实，已要求责任单位整改。", "已由业务科室处理完毕。", "经联系责任单位，问题已经解决。")

RETURN_REASONS = (
    "该事项不属于我单位职责范围，经核对“三定”规定，应由其他部门承办。",
    "诉求所涉地点不在我辖区内，建议改派属地单位。",
)
RETURN_BASES = ("依据本单位“三定”规定和权责清单。", "依据本级政府部门职责分工文件。")
SUGGESTIONS = ("建议由属地县区承办。", "建议由行业主管部门承办。")
EXTENSION_REASONS = (
    "该事项涉及多个部门会商，需进一步现场勘测，申请适当延长办理时限。",
    "所需材料须由第三方检测机构出具报告，暂未取得，申请延期。",
)
REFUSALS = ("经核对职责分工，该事项属于你单位职责，请继续办理。", "理由不充分，请按原时限办理并及时与诉求人沟通。")
REJECTIONS = ("请补充整改的具体时间和责任科室后再报。", "答复未逐条回应诉求，请修改后再报。")
OPINION_REJECTIONS = ("承办单位拟得不妥，请按职责分工重新拟办。", "请先与来信人核实所反映的事项，再提出受理意见。")
PROPOSALS = (
    "来信事项影响面较大、涉及多个部门，拟由主管部门牵头办理，请领导批示。",
    "来信反映的问题专业性强，拟按职责分工交办并限期答复，妥否，请批示。",
)
INSTRUCTIONS = ("请主管部门牵头，三个工作日内办结并报告结果。", "同意拟办意见，请抓紧办理，务必让来信人满意。")
FORWARDS = ("来信反映事项属其他部门职责，现转有权处理的部门办理，并已告知来信人。",)
UPWARDS = ("来信事项涉及多个单位、职责不清，呈请上级统筹协调办理。",)
SEND_BACK_REASONS = (
    "答复内容过于笼统，请逐项回应并写明处理结果和时间安排。",
    "请补充与诉求人沟通的时间、方式和满意情况。",
)
PROMISES = ("完成该路段剩余路灯的更换并通电。", "完成排水管道的二次疏通，并公布检查结果。")
KEPT = ("承诺事项已于昨日完成，现场已验收并留存照片。", "已按承诺完成整改，社区代表到场确认。")
NOT_KEPT = ("现场核实尚未完成，请继续落实。", "只完成了一部分，请按承诺全部落实后再报。")
LET_GO = ("因规划调整，该项工程不再实施，已改由其他方案解决，特此说明。",)
COMPLAINTS = ("问题没有真正解决，答复里说的整改我在现场没有看到。", "一直没有人联系我，答复内容与实际情况不符。")
SECOND_HANDLING_REASONS = (
    "诉求人反映整改未落实，请重新核实并当面回复。",
    "首次答复与现场情况不符，请由主要负责同志督办重办。",
)
EXPLANATIONS = (
    "您提出的要求超出现行政策规定的范围，现就有关政策向您说明，敬请理解；如政策调整，将及时告知。",
    "经复核，原办理结果符合规定。对您期望的进一步措施，我们已记录并向主管部门反馈。",
)
ANSWERS = (
    "您好，您咨询的事项可到当地政务服务中心综合窗口或政务服务网办理，携带本人身份证件即可，法定节假日除外。",
    "您好，经查询知识库，您咨询的政策目前仍在执行，申请条件和所需材料可在政府网站查询，也可再次致电12345。",
)
DECLINE_WORDS = ("您的来信没有写明可以办理的具体事项，请补充时间、地点和诉求后重新提交。",)
REFER_WORDS = ("该事项依法应通过其他途径处理，请按告知的渠道提出，我们已向您说明联系方式。",)


def one_of(words: tuple[str, ...], dice: Dice) -> str:
    return dice.pick(words[0], words)


def reply_part(label: str, dice: Dice, *, is_first: bool) -> str:
    """One part of a reply that a reviewer can be content with; the first holds what was found and done."""
    if is_first:
        return one_of(_OPENINGS, dice) + one_of(_FINDINGS, dice) + one_of(_RESULTS, dice)
    return asked(label, dice)


def poor_reply_part(dice: Dice) -> str:
    return one_of(POOR, dice)


def asked(label: str, dice: Dice) -> str:
    """What somebody writes into a field that asks this."""
    return one_of(next((sentences for words, sentences in _ASKED if words.search(label)), _GENERAL), dice)
