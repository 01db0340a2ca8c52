// Says of each file whether it keeps PDF/UA-1, and which rules it breaks how often: java -cp 'scripts/verapdf/lib/*' scripts/verapdf/VeraCheck.java FILE …
import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class VeraCheck {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean all = files.length > 0;
        for (String file : files) {
            var foundry = Foundries.defaultInstance();
            try (var parser = foundry.createParser(new FileInputStream(file), PDFAFlavour.PDFUA_1)) {
                var result = foundry.createValidator(PDFAFlavour.PDFUA_1, 200_000, false, false, false).validate(parser);
                var broken = new TreeMap<String, Integer>();
                for (TestAssertion said : result.getTestAssertions())
                    if (said.getStatus() == TestAssertion.Status.FAILED) {
                        var rule = said.getRuleId();
                        broken.merge(rule.getClause() + "-" + rule.getTestNumber() + " " + said.getMessage(), 1, Integer::sum);
                    }
                String verdict = result.isCompliant() ? "PDF/UA-1" : "breaks PDF/UA-1";
                System.out.println(file + ": " + verdict + ", " + result.getTotalAssertions() + " checks");
                broken.forEach((rule, times) -> System.out.println("  " + times + " x " + rule));
                all &= result.isCompliant();
            }
        }
        System.exit(all ? 0 : 1);
    }
}
