import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.directory.SearchControls;
import javax.naming.ldap.InitialLdapContext;

/** Reads the rootDSE at each ldaps:// address of the arguments with the defaults of the platform; one line of answer for each. */
public class LdapsClient {
  public static void main(String[] addresses) {
    for (String address : addresses) {
      String answer;
      try {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, address);
        environment.put("com.sun.jndi.ldap.connect.timeout", "5000");
        environment.put("com.sun.jndi.ldap.read.timeout", "5000");
        InitialLdapContext context = new InitialLdapContext(environment, null);
        context.getAttributes("", new String[] {"namingContexts"});
        answer = "accepts";
      } catch (Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) cause = cause.getCause();
        answer = "refuses\t" + cause;
      }
      System.out.println(address + "\t" + answer.replace('\n', ' '));
    }
  }
}
